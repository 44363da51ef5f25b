"""A name is heard after a greeting or before a command, and not in everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.channels.spoken.wake_phrase import WakePhrase

WAKE = WakePhrase("Robin", "Robin")


@pytest.mark.parametrize(
    ("reading", "meant"),
    [
        ("hey robin train", "hey robin train"),
        ("hey robin", "hey robin"),
        ("hi robin what is the weather", "hey robin what is the weather"),
        ("okay robin train", "hey robin train"),
        ("a robin train", "hey robin train"),
        ("robin train a model", "hey robin train a model"),
        ("robin", "hey robin"),
    ],
)
def test_who_is_called_is_put_first(reading: str, meant: str) -> None:
    assert WAKE.called([reading], {"train", "train a model"}) == meant


@pytest.mark.parametrize(
    "reading",
    [
        "", "hey", "robin is here", "hey robinson is here", "hey robot train", "i saw a robin",
        "hey rob in the house", "they rob a bank",
    ],
)  # fmt: skip
def test_other_words_call_nobody(reading: str) -> None:
    assert WAKE.called([reading], {"train"}) == ""


def test_another_reading_may_have_it() -> None:
    assert WAKE.called(["a rubbing train", "hey robin train"]) == "hey robin train"


def test_a_word_of_ones_own_stands_for_the_name() -> None:
    mirror = WakePhrase("Smart Mirror", "Robin")
    assert mirror.called(["hey smart mirror train"]) == "hey robin train"
    assert mirror.called(["smart mirror"]) == "hey robin"
    assert mirror.called(["hey robin train"]) == ""
    assert str(mirror) == "hey Smart Mirror"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("hey Jarvis", "Jarvis"),
        ("Okay, Nabu", "Nabu"),
        ("hey", "hey"),
        ("  Smart   Mirror ", "Smart Mirror"),
        ("Hello Kitty", "Kitty"),
        ("O'Brien", "O'Brien"),
    ],
)
def test_a_greeting_in_the_wake_word_is_not_said_twice(word: str, said: str) -> None:
    assert WakePhrase.of(word, "Robin") == WakePhrase(said, "Robin")


@given(st.text())
def test_what_follows_is_kept_word_for_word(rest: str) -> None:
    words = " ".join(rest.split())
    assert WAKE.called([f"hey robin {words}".strip()]) == f"hey robin {words}".strip()


@given(st.lists(st.text()))
def test_whatever_is_heard_it_is_nothing_or_a_call(readings: list[str]) -> None:
    assert WAKE.called(readings).startswith("hey robin") or WAKE.called(readings) == ""
