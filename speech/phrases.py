"""Expected phrases: as recognizers write them, and when one has been said completely."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

WORD = re.compile("[a-z0-9](?:[a-z0-9']*[a-z0-9])?")
"""A word in ASCII, found much sooner than by looking at each character."""
GAP = "…"
"""Where any words may stand in a phrase."""


def normalized(phrase: str) -> str:
    """A phrase as recognizers write it: lower case, single spaces, no punctuation."""
    lower = phrase.replace("’", "'").lower()
    if lower.isascii():
        return " ".join(WORD.findall(lower))
    words = "".join(map(_spoken, lower)).split()
    return " ".join(filter(None, (word.strip("'") for word in words)))


def _spoken(character: str) -> str:
    letter_mark_or_number = unicodedata.category(character)[0] in "LMN"
    return character if letter_mark_or_number or character == "'" else " "


def is_opening(phrase: str) -> bool:
    """Whether any words may follow: "Hey Robin …"."""
    return phrase.endswith(GAP)


def is_frame(phrase: str) -> bool:
    """Whether any words may stand in its middle, too: "When I say … you answer …"."""
    return phrase.count(GAP) == 2 and phrase.endswith(GAP)


def halves(frame: str) -> tuple[str, str]:
    """The words before each gap of a frame."""
    first, second, _ = frame.split(GAP)
    return first.strip(), second.strip()


def unique(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases normalized, each once, in their order, without empty ones."""
    return _unique(tuple(phrases))


@lru_cache(maxsize=64)
def _unique(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(normalized, phrases))))


def is_complete(heard: str, phrases: Sequence[str]) -> bool:
    """Whether `heard` is an expected phrase that no other continues, and no words may follow."""
    said = normalized(heard)
    expected = unique(phrases)
    if said not in expected or said in _openings(tuple(phrases)):
        return False
    return not any(other.startswith(said + " ") for other in expected)


@lru_cache(maxsize=64)
def _openings(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normalized, filter(is_opening, phrases)))
