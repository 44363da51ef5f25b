"""Sentences that differ only in case, accents, punctuation and space have one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learning.normalise import normalise, tidy


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Good\tMorning!! ", "good morning"),
        ("Café, s'il vous plaît", "cafe sil vous plait"),
        ("don’t", "dont"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("e-mail", "e mail"),
        ("\u202eabc\u202c", "abc"),
        ("a\0b", "a b"),
        ("\ud800x", "x"),
        ("c++", "c++"),
        ("😀", "😀"),
        ("?", "?"),
        ("!", "!"),
        ("\u200b", "\u200b"),
        ("", ""),
        ("Привет, мир", "привет мир"),
        ("が", "が"),
        ("か", "か"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert normalise(text) == key


@given(st.text(st.characters()))
def test_any_text_has_a_key_which_is_its_own(text: str) -> None:
    key = normalise(text)
    assert normalise(key) == key
    assert normalise(f"  {text}\n") == key


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" The  key\tis here. ", "The key is here."),
        ("Cafe\u0301", "Café"),
        ("one\r\n  two  \n\nthree\n", "one\n  two\n\nthree"),
        ("a\u00a0b", "a b"),
        ("", ""),
    ],
)
def test_an_answer_is_kept_tidy(text: str, kept: str) -> None:
    assert tidy(text) == kept


@given(st.text())
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
