"""Expected phrases as Moonshine writes them: sentences."""

from collections.abc import Iterator
from itertools import product

PAUSE = ","
END_MARKS = ".!?"


def sentences(phrase: str) -> Iterator[str]:
    """How a phrase may be written, without the mark at its end.

    A comma in the phrase is a pause that may be made or not: "hey, Robin" gives "Hey, Robin" and
    "Hey Robin".
    """
    parts = phrase.rstrip(END_MARKS + " …").split(PAUSE)
    for pauses in product((PAUSE, ""), repeat=len(parts) - 1):
        text = "".join(map("".join, zip(parts, (*pauses, ""), strict=True)))
        yield text[:1].upper() + text[1:]
