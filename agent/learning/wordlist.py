"""Words by how much they say: "electrician" much, "please" little."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from agent.learning.writing import prepare

COMMON = Path(__file__).with_name("common_words.json")
"""Stems of English words that many sentences have, with a weight in 0..1 each; others weigh one.
Made by `python -m bench.acceptor` from public sentences."""

_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans("", "", "'’")
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST = 3
_REMEMBERED = 20_000  # words


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
    return dict(map(_weighed, _WORD.findall(prepare(text).translate(_APOSTROPHES))))


@lru_cache(_REMEMBERED)
def _weighed(word: str) -> tuple[str, float]:
    found = stem(word)
    return found, common().get(found, 1.0)
