"""What may be written in several ways shares its n-grams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learning.vectoriser import words
from agent.learning.writing import prepare


@pytest.mark.parametrize(
    ("taught", "asked"),
    [
        ("más jamón", "mas jamon"),
        ("Où est la clé", "ou est la cle"),
        ("jalapen\u0303o", "jalapeño"),
        ("Straße", "STRASSE"),
        ("ｗｉｆｉ", "wifi"),
        ("ёлка", "елка"),
        ("ガス", "ｶﾞｽ"),
    ],
)
def test_two_ways_of_writing_are_one(taught: str, asked: str) -> None:
    assert prepare(taught) == prepare(asked)


@pytest.mark.parametrize("asked", ["Tür", "Tu\u0308r", "Tur", "Tuer"])
def test_an_umlaut_is_met_by_both_its_spellings(asked: str) -> None:
    assert set(words(prepare(asked))) & set(words(prepare("Tür")))


def test_scripts_without_blanks_have_words() -> None:
    assert words(prepare("開灯")) == ["開", "灯", "開 灯"]
    assert words(prepare("Wi-Fiの鍵"))[:4] == ["wi", "fi", "の", "鍵"]
    assert words(prepare("ที่นี่"))[:2] == ["ที่", "นี่"]


def test_vowel_signs_belong_to_their_words() -> None:
    assert words(prepare("कपड़े धोने हैं।")) == [
        *("कपड़े", "धोने", "हैं"),
        *("कपड़े धोने", "धोने हैं"),
    ]


@given(st.text(max_size=20))
def test_any_text_is_prepared_once_for_all(text: str) -> None:
    assert prepare(prepare(text)).split() == prepare(text).split()
