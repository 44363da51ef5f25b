"""Two models are compared by the lines that both have, and by no others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learning.comparison import HeldOut, compare, held_out


def lines(right: str, first: int = 0) -> HeldOut:
    """One line for each character: "+" where it was answered rightly."""
    return held_out((f"line {n}", "a", c == "+") for n, c in enumerate(right, first))


def test_added_lines_do_not_count() -> None:
    found = compare(lines("++++++++--"), lines("++++++++--" + "-" * 10))
    assert found is not None
    assert (found.lines, found.before, found.after, found.better) == (10, 0.8, 0.8, True)


@pytest.mark.parametrize(("lost", "better"), [(1, True), (4, True), (5, False), (9, False)])
def test_a_fall_beyond_chance_is_worse(lost: int, better: bool) -> None:
    found = compare(lines("+" * 100), lines("-" * lost + "+" * (100 - lost)))
    assert found is not None
    assert found.better == better


def test_what_was_won_counts_against_what_was_lost() -> None:
    found = compare(lines("++++----"), lines("---+++++"))
    assert found is not None
    assert found.better


def test_true_corrections_are_not_thrown_away() -> None:
    """As 40 true ones were on BANKING77, of which the new model was right on 261 of 300 other
    lines, where the old one was on 258."""
    found = compare(lines("+" * 646 + "-" * 123), lines("-" * 24 + "+" * 635 + "-" * 110))
    assert found is not None
    assert (found.lines, found.better) == (769, True)


def test_a_line_with_another_answer_is_another_line() -> None:
    before = held_out([("Line", "a", True)])
    assert compare(before, held_out([("line!", "b", False)])) is None
    assert compare(before, held_out([("line!", "a", False)])) is not None
    assert compare(before, lines("")) is None


def test_it_is_kept_without_its_words(tmp_path: Path) -> None:
    before = held_out([("a secret", "told", True)])
    before.save(tmp_path / "held_out.json")
    assert HeldOut.load(tmp_path / "held_out.json") == before
    assert "secret" not in (tmp_path / "held_out.json").read_text()


@given(st.text("+-", max_size=30), st.text("+-", max_size=30))
def test_a_model_is_not_worse_than_itself_nor_both_worse(first: str, second: str) -> None:
    one, other = lines(first), lines(second)
    same = compare(one, one)
    assert same is None or same.better
    there, back = compare(one, other), compare(other, one)
    assert there is None or back is None or there.better or back.better
