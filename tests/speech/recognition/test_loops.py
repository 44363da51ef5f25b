"""What networks write of sound without words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.recognition.loops import first_round, is_loop


@pytest.mark.parametrize(
    "text",
    [
        "i don't know what i'm saying " * 3,
        "hey robin train " * 3,
        "no " * 30,
        "and he's going to do it he's going to do it he's going to do it",
    ],
)
def test_words_that_go_round_are_no_words(text: str) -> None:
    assert is_loop(text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "", "no", "no no no", "bye bye", "very very very good", "ha ha ha ha", "that that is is",
        "when i say knock knock you answer who is there", "again and again and again",
        "hey robin train hey robin train",
    ],
)  # fmt: skip
def test_what_people_repeat_is_words(text: str) -> None:
    assert not is_loop(text)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_where_no_word_comes_twice_there_is_no_round(words: list[str]) -> None:
    assert not is_loop(" ".join(words))


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("hey robin train hey robin train", "hey robin train"),
        ("hey robin train hey robin train hey robin train hey", "hey robin train"),
        ("no no no no no no no", "no"),
        ("no no", ""),
        ("ha ha ha", ""),
        ("robin train robin train", "robin train"),
        ("what do you know about what do you know", ""),
        ("", ""),
    ],
)
def test_what_is_said_over_and_over_was_meant_once(text: str, once: str) -> None:
    assert first_round(text) == once
