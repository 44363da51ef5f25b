"""Several alternatives are one answer, and come apart again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.learning.answers import LONGEST, alternatives, joined

plain = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="|`"), min_size=1)


@settings(max_examples=30)
@given(st.lists(plain, min_size=1, max_size=5, unique=True))
def test_what_is_joined_comes_apart(outputs: list[str]) -> None:
    assert alternatives(joined(outputs)) == tuple(outputs)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("hello|hey", ("hello|hey",)),
        ("hello  |  hey", ("hello", "hey")),
        ("| hello |", ("| hello |",)),
        ("type `a | b`", ("type `a | b`",)),
        ("a | b\n1 | 2", ("a | b\n1 | 2",)),
        ("", ("",)),
        ("|", ("|",)),
    ],
)
def test_only_bars_between_words_on_one_line_part(output: str, expected: tuple[str, ...]) -> None:
    assert tuple(each.strip() for each in alternatives(output)) == expected


def test_what_bars_would_not_part_stays_alone() -> None:
    assert joined(["two\nlines", "one"]) == "two\nlines"
    assert joined(["one", "two\nlines", "three"]) == "one | three"
    assert joined(["", "one", " ", "one"]) == "one"
    assert joined([" "]) == ""


def test_only_so_many_are_joined_as_fit() -> None:
    outputs = [f"{n} " + "x" * 98 for n in range(100)]
    assert LONGEST - 200 < len(joined(outputs)) <= LONGEST
