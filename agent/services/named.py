"""The one of several names that a sentence speaks of."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from agent.learning.normalise import normalise

DATED = re.compile(r"\d{6,}.*$")
"""What stands behind the name of an archive."""
SHORTEST_MISSPELT = 5
MISSPELT = 85.0
"""Likeness, of 100, from which a word is a name, misspelt."""
COMMON = frozenset({"datasets", "dataset", "data", "models", "model", "reports", "report", "files"})
"""Names that are words of the commands themselves."""


def named_in(words: str, names: Iterable[str]) -> str:
    """The name in these words, whole or misspelt; empty for none, and for several."""
    spoken = {name: _spoken(name) for name in names}
    likely = {name: said for name, said in spoken.items() if said not in COMMON and said}
    text = f" {normalise(words)} "
    found = [name for name, said in likely.items() if f" {said} " in text]
    return found[0] if len(found) == 1 else "" if found else _nearest(text, likely)


def _nearest(text: str, spoken: dict[str, str]) -> str:
    words = [word for word in text.split() if len(word) >= SHORTEST_MISSPELT]
    found = [
        name
        for name, said in spoken.items()
        if process.extractOne(said, words, scorer=fuzz.ratio, score_cutoff=MISSPELT)
    ]
    return found[0] if len(found) == 1 else ""


def _spoken(name: str) -> str:
    return normalise(DATED.sub("", PurePosixPath(name).stem))
