"""The wake phrase in what a recognizer wrote, which may have misheard it a little."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

ALIKE = 84.0
"""Likeness, in percent, from which words are the wake phrase: "hey robyn" is, "hey robot" not."""


def called(readings: Iterable[str], wake: str) -> str:
    """The first reading that begins with the wake phrase, that put right; empty for none."""
    for reading in readings:
        words = reading.split()
        count, likeness = _best(words, wake)
        if likeness >= ALIKE:
            return " ".join((wake, *words[count:]))
    return ""


def _best(words: Sequence[str], wake: str) -> tuple[int, float]:
    """How many words are likest to the wake phrase, and how like; a name may fall apart in two."""
    usual = len(wake.split())
    likeness = {n: fuzz.ratio(" ".join(words[:n]), wake) for n in (usual, usual + 1)}
    return max(likeness.items(), key=lambda item: item[1])
