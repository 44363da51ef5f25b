"""Expected phrases as Moonshine writes them: sentences."""

from collections.abc import Iterator
from itertools import product

PAUSE = ","
END_MARKS = ".!?"


ALIKE = {
    "one": ("1", "won"),
    "two": ("2", "to", "too"),
    "three": ("3",),
    "four": ("4", "for"),
    "five": ("5",),
}
"""How short words are written, too."""
SHORT = 2
"""Words of a phrase in which only the sound tells these apart."""


def sentences(phrase: str) -> Iterator[str]:
    """How a phrase may be written, without the mark at its end.

    A comma in the phrase is a pause that may be made or not: "hey, Robin" gives "Hey, Robin" and
    "Hey Robin". "Two stars" may be "2 stars", and "to stars".
    """
    parts = phrase.rstrip(END_MARKS + " …").split(PAUSE)
    for pauses in product((PAUSE, ""), repeat=len(parts) - 1):
        text = "".join(map("".join, zip(parts, (*pauses, ""), strict=True)))
        for written in _written(text):
            yield written[:1].upper() + written[1:]


def _written(text: str) -> Iterator[str]:
    words = text.split(" ")
    if len(words) > SHORT:
        yield text
        return
    for spelled in product(*((word, *ALIKE.get(word.lower(), ())) for word in words)):
        yield " ".join(spelled)
