"""Words by how much they say: "electrician" much, "please" little."""

import json
import re
from functools import cache
from pathlib import Path

from agent.learning.writing import prepare

COMMON = Path(__file__).with_name("common_words.json")
"""Stems of English words that many sentences have, with a weight in 0..1 each; others weigh one.
Made by `python -m bench.acceptor` from public sentences."""

_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans("", "", "'’")
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST = 3


def stems(text: str) -> list[str]:
    """The words of a text, once each and without common English endings, in order."""
    found = _WORD.findall(prepare(text).translate(_APOSTROPHES))
    return list(dict.fromkeys(map(stem, found)))


def stem(word: str) -> str:
    """ "arriving", "arrives" and "arrive" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@cache
def common() -> dict[str, float]:
    """The weights of common stems."""
    weights: dict[str, float] = json.loads(COMMON.read_bytes())
    return weights


def weighed(text: str) -> dict[str, float]:
    """The stems of a text with their weights."""
    known = common()
    return {word: known.get(word, 1.0) for word in stems(text)}
