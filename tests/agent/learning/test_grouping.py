"""Sentences that mean about the same come together, their opposites do not."""

import pytest

from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.grouping import grouped

PARKING = ["where do I park", "can I park here", "where can i park my car"]
DOORS = ["how do I unlock the door", "unlock the door", "how do I lock the door"]
CHINESE = ["停车场在哪里", "在哪里停车"]


def groups(texts: list[str], encoder: OnnxEncoder | None = None) -> list[list[str]]:
    return [[texts[at] for at in group] for group in grouped(texts, encoder)]


def test_by_words() -> None:
    texts = [*PARKING, *DOORS, *CHINESE, "wlan password"]
    assert groups(texts) == [PARKING, DOORS[:2], DOORS[2:], CHINESE, ["wlan password"]]


def test_by_meaning(real: OnnxEncoder) -> None:
    texts = [*PARKING, "are dogs allowed", *DOORS, "can I bring my dog"]
    dogs = ["are dogs allowed", "can I bring my dog"]
    assert groups(texts, real) == [PARKING, dogs, DOORS[:2], DOORS[2:]]


@pytest.mark.parametrize("texts", [[], ["?"], ["?", "!"], ["", " "]])
def test_of_what_has_no_words_each_stands_alone(texts: list[str]) -> None:
    assert groups(texts) == [[text] for text in texts]
