import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.phrases import is_complete, normalized, unique


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Yes!", "yes"),
        ("  That’s   RIGHT. ", "that's right"),
        ("'quoted' word", "quoted word"),
        ("snake_case", "snake case"),
        ("नमस्ते", "नमस्ते"),
        ("Straße", "straße"),
        ("?!", ""),
    ],
)
def test_phrases_as_recognizers_write_them(written: str, spoken: str) -> None:
    assert normalized(written) == spoken


@given(st.text())
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)


@given(st.text(st.sampled_from("aZ9' -_.\t\x1c")))
def test_plain_text_is_read_as_any_other_is(text: str) -> None:
    assert f"{normalized(text)} ж".strip() == normalized(f"{text} ж")


@given(st.lists(st.text()))
def test_each_phrase_stays_once_and_none_is_empty(phrases: list[str]) -> None:
    kept = unique(phrases)
    assert len(set(kept)) == len(kept)
    assert "" not in kept


@pytest.mark.parametrize(
    ("heard", "complete"),
    [("yes", True), ("no", False), ("no answer", True), ("", False), ("ye", False), ("now", False)],
)
def test_a_phrase_is_complete_unless_another_continues_it(heard: str, complete: bool) -> None:
    assert is_complete(heard, ["Yes.", "no", "no answer", "yesterday"]) is complete


def test_nothing_is_complete_where_nothing_is_expected() -> None:
    assert not is_complete("yes", [])
    assert not is_complete("", [""])


def test_a_phrase_after_which_any_words_may_follow_is_not_complete() -> None:
    assert not is_complete("no", ("yes", "no", "No, …"))
    assert is_complete("yes", ("yes", "no", "No, …"))
