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
        ("- name: x", "dialog 1, turns is missing"),
        ("- {name: x, turns: []}", "dialog 1, turns is empty"),
        ("- {name: x, turns: [{shout: hey}]}", "dialog 1, turn 1, shout is no word that I know"),
        ("- {name: x, turn: [{say: hey}]}", "dialog 1, turn is no word that I know"),
        ("- {name: x, turns: [{say: a}, {silence: -1}]}", "dialog 1, turn 2, silence: "),
        ("- {name: x, turns: [{}]}", "dialog 1, turn 1 has neither say nor silence"),
        ("- {name: x, turns: [{say: a, silence: 2}]}", "dialog 1, turn 1 has say and silence"),
        ("- {name: x, turns: [hi]}", "dialog 1, turn 1 is no mapping"),
        ("- {name: x, turns: [{say: hi}], hears: ['(']}", "dialog 1, hears: .*unterminated"),
        ("- {name: x, turns: [{say: hi, after: '['}]}", "turn 1, after: .*unterminated"),
        ("nothing", "the whole file is no list"),
        ("- {name: x}\n- [", "line 2 is no YAML, "),
        ("- name: x\n\tturns: []", "line 2 is no YAML, "),
        ("- &a [*a]", "dialog 1 is no mapping"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ScriptError, match=reason):
        read(written(tmp_path, text))


def test_a_file_that_is_no_text_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScriptError, match="it is no text in UTF-8"):
        read(tmp_path / "picture.yaml")


@pytest.mark.parametrize("word", ["after", "unless", "until"])
def test_only_a_person_by_themselves_listens(tmp_path: Path, word: str) -> None:
    lines = f"[{{who: Ann, say: hi}}, {{who: Bob, say: hey, {word}: hello}}]"
    with pytest.raises(ScriptError, match="has after, unless or until"):
        read(written(tmp_path, f"- {{name: x, turns: {lines}}}"))


def test_who_only_is_silent_is_somebody(tmp_path: Path) -> None:
    text = "- {name: x, turns: [{say: [0.9]}, {silence: 3}]}"
    (rehearsal,) = read(written(tmp_path, text))
    assert rehearsal.people == ("",)


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
