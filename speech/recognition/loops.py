"""Readings that go round in circles: what a network writes of sound without words."""

from collections.abc import Sequence

LONGEST = 12
"""Words of a round."""
ROUNDS = {1: 5, 2: 4}
"""How often people say one or two words in a row, at most; of more words, twice."""
TWICE = 2


def is_loop(text: str) -> bool:
    """Whether some words are said more often in a row than anybody would."""
    words = text.split()
    return any(
        _rounds(words, start, length) > ROUNDS.get(length, TWICE)
        for length in range(1, LONGEST + 1)
        for start in range(len(words) - TWICE * length)
    )


def first_round(text: str) -> str:
    """What a text says over and over from its beginning to its end; empty where it does not.

    Two words and more that are said twice were meant once.
    """
    words = text.split()
    for length in range(1, len(words) // TWICE + 1):
        round_ = words[:length]
        again = [round_[place % length] for place in range(len(words))]
        if again == words and (length >= TWICE or is_loop(text)):
            return " ".join(round_)
    return ""


def _rounds(words: Sequence[str], start: int, length: int) -> int:
    round_, count = words[start : start + length], 0
    while words[start : start + length] == round_ and len(round_) == length:
        start, count = start + length, count + 1
    return count
