"""Rehearsals as data."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.channels.spoken.script import ScriptError, read

OURS = Path(__file__).parents[3] / "rehearsals"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "dialogs.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_turn_is_words_with_pauses_or_a_silence(tmp_path: Path) -> None:
    text = """
- name: teach
  turns:
    - say: ["When I say good morning,", 0.9, "you answer hello."]
    - silence: 9
    - say: "Yes."
"""
    (rehearsal,) = read(written(tmp_path, text))
    first, silence, last = rehearsal.turns
    assert first.parts == ("When I say good morning,", 0.9, "you answer hello.")
    assert first.words == "When I say good morning, you answer hello."
    assert silence.parts == (9.0,)
    assert silence.words == ""
    assert last.parts == ("Yes.",)
    assert rehearsal.taught is None


def test_yes_no_and_numbers_are_words(tmp_path: Path) -> None:
    text = "- {name: on, aloud: true, turns: [{say: yes}, {say: no}, {say: 4}, {say: [a, 2, off]}]}"
    (rehearsal,) = read(written(tmp_path, text))
    assert [line.words for line in rehearsal.turns] == ["yes", "no", "4", "a off"]
    assert (rehearsal.name, rehearsal.aloud) == ("on", True)


def test_ours_are_at_least_forty_of_different_names() -> None:
    ours = [each for path in OURS.glob("*.yaml") for each in read(path)]
    assert len({each.name for each in ours}) == len(ours) >= 40


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- name: x", r"0\.turns: Field required"),
        ("- {name: x, turns: []}", r"0\.turns"),
        ("- {name: x, turns: [{shout: hey}]}", r"0\.turns\.0\.shout"),
        ("- {name: x, turns: [{silence: -1}]}", r"0\.turns\.0\.silence"),
        ("- {name: x, turns: [{say: hi}], hears: ['(']}", r"0\.hears\.0.*unterminated"),
        ("- {name: x, turns: [{say: hi, after: '['}]}", r"0\.turns\.0\.after.*unterminated"),
        ("nothing", "valid list"),
        ("- [", "while parsing"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ScriptError, match=reason):
        read(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="No such file"):
        read(tmp_path / "none.yaml")


@given(st.text(max_size=200))
def test_no_text_is_worse_than_an_error(text: str) -> None:
    path = OURS.parent / "data"
    try:
        assert isinstance(read_text(path, text), list)
    except ScriptError as error:
        assert str(error)


def read_text(folder: Path, text: str) -> object:
    """`read`, of a text that is in no file."""

    class Written(type(folder)):  # type: ignore[misc]  # a path of this system
        def read_text(self, *_: object, **__: object) -> str:
            return text

    return read(Written(folder))
