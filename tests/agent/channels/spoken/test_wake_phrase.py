"""A name is heard in many ways, and not in everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.channels.spoken.wake_phrase import called

WAKE = "hey robin"


@pytest.mark.parametrize(
    ("reading", "meant"),
    [
        ("hey robin train", "hey robin train"),
        ("hey robin", "hey robin"),
        ("hey robyn train a model", "hey robin train a model"),
        ("hey robbing status", "hey robin status"),
        ("hey rob in what is the weather", "hey robin what is the weather"),
    ],
)
def test_the_wake_phrase_is_put_right(reading: str, meant: str) -> None:
    assert called([reading], WAKE) == meant


@pytest.mark.parametrize(
    "reading", ["", "hey", "robin is here", "hey robot train", "i saw a robin", "they rob a bank"]
)
def test_other_words_call_nobody(reading: str) -> None:
    assert called([reading], WAKE) == ""


def test_another_reading_may_have_it() -> None:
    assert called(["a rubbing train", "hey robin train"], WAKE) == "hey robin train"


@given(st.text())
def test_what_follows_is_kept_word_for_word(rest: str) -> None:
    words = " ".join(rest.split())
    assert called([f"{WAKE} {words}".strip()], WAKE) == f"{WAKE} {words}".strip()


@given(st.lists(st.text()))
def test_whatever_is_heard_it_is_nothing_or_a_call(readings: list[str]) -> None:
    assert called(readings, WAKE).startswith(WAKE) or called(readings, WAKE) == ""
