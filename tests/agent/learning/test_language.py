"""Texts are told to be English or not, and the encoder is chosen by it."""

import json

import pytest

from agent.learning.language import is_english
from tests.agent.learning.conftest import ROOT, TAUGHT

HOUSEHOLD = json.loads((ROOT / "bench/household.json").read_bytes())


@pytest.mark.parametrize("language", HOUSEHOLD)
def test_fifteen_lines_tell_the_language(language: str) -> None:
    texts = [example["input"] for example in HOUSEHOLD[language]["taught"]]
    assert is_english(texts) == (language == "en")


def test_languages_that_use_ascii_are_told_too() -> None:
    assert not is_english(
        [
            "wo ist der Eingang zum Keller",
            "wann macht das Schwimmbad auf",
            "ich finde meinen Ausweis nicht mehr",
            "bitte buche einen Tisch beim Italiener",
        ]
    )


def test_few_words_count_as_english() -> None:
    assert is_english([])
    assert is_english(["ping", "pong"])
    assert is_english(line for lines in TAUGHT.values() for line in lines.split("/"))
