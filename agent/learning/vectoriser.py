"""Texts to weighted n-grams: what scikit-learn's TF-IDF union of words and characters gives, from
dictionaries, a word at a time, so that a message costs microseconds and needs no scikit-learn."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agent.learning.writing import prepare, prepare_lightly

VOCABULARY = "vocabulary.json"
IDF = "idf.npy"

WORD = r"[\w\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u109f\u1780-\u17d3]+"
"""Letters and digits, and in scripts that have them vowel signs."""

_WORD = re.compile(WORD)
_LENGTHS = (3, 4)
_REMEMBERED_WORDS = 50_000
_REMEMBERED_LENGTH = 40

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


def words(prepared: str) -> list[str]:
    """Single words and pairs of neighbours (scikit-learn's analyzer "word", 1 to 2)."""
    single = _WORD.findall(prepared)
    return single + [f"{a} {b}" for a, b in pairwise(single)]


def pieces(word: str) -> list[str]:
    """Runs of 3 and 4 characters of one word padded with blanks (analyzer "char_wb")."""
    padded = f" {word} "
    found: list[str] = []
    for length in _LENGTHS:
        found += [padded[i : i + length] for i in range(max(1, len(padded) - length + 1))]
        if length >= len(padded):
            break
    return found


@dataclass(frozen=True, slots=True)
class Sparse:
    """A text's n-grams: their columns and weights, of equal length."""

    columns: Integers
    weights: Floats


class _Pieces(dict[str, tuple[tuple[int, ...], int]]):
    """A word's pieces, found once a word: the columns of the known and how many are unknown."""

    def __init__(self, columns: dict[str, int]) -> None:
        super().__init__()
        self.columns = columns

    def __missing__(self, word: str) -> tuple[tuple[int, ...], int]:
        all_ = pieces(word)
        known = tuple(c for p in all_ if (c := self.columns.get(p)) is not None)
        found = known, len(all_) - len(known)
        if len(word) <= _REMEMBERED_LENGTH:
            if len(self) >= _REMEMBERED_WORDS:
                self.clear()
            self[word] = found
        return found


class Vectoriser:
    """A fitted vocabulary: `words` have the first columns, `pieces` the ones after them.

    `rarest` is the inverse document frequency of an n-gram that was never seen; `lightly` says that
    the vocabulary is of texts that were prepared less.
    """

    def __init__(
        self,
        words: Sequence[str],
        pieces: Sequence[str],
        idf: Floats,
        rarest: float,
        lightly: bool = False,
    ) -> None:
        self._words = {word: column for column, word in enumerate(words)}
        columns = {piece: column for column, piece in enumerate(pieces, len(words))}
        self._pieces = _Pieces(columns)
        self._idf = idf
        self._rarest = rarest
        self._prepare: Callable[[str], str] = prepare_lightly if lightly else prepare

    def save(self, folder: Path) -> None:
        """Write `vocabulary.json` and `idf.npy` into `folder`."""
        vocabulary = {
            "words": list(self._words),
            "pieces": list(self._pieces.columns),
            "rarest": self._rarest,
            "lightly": self._prepare is prepare_lightly,
        }
        content = json.dumps(vocabulary, ensure_ascii=False)
        (folder / VOCABULARY).write_text(content, encoding="utf-8")
        np.save(folder / IDF, self._idf)

    @classmethod
    def load(cls, folder: Path) -> "Vectoriser":
        """Read what `save` wrote, in an older version too."""
        vocabulary = {"lightly": True} | json.loads((folder / VOCABULARY).read_bytes())
        return cls(idf=np.load(folder / IDF), **vocabulary)

    @property
    def names(self) -> list[str]:
        """The n-gram of every column."""
        return [*self._words, *self._pieces.columns]

    def knows(self, word: str) -> bool:
        """Whether a word, as `prepare` leaves it, is in the vocabulary."""
        return word in self._words

    @property
    def size(self) -> int:
        """How many columns there are."""
        return len(self._idf)

    def transform(self, text: str) -> Sparse:
        """(1 + ln tf) · idf, each of the two blocks of length one.

        Unknown n-grams have no column but take their part of the length, so that a text of mostly
        unknown words has small weights, and is answered with little confidence.
        """
        prepared = self._prepare(text)
        asked = words(prepared)
        known = [c for w in asked if (c := self._words.get(w)) is not None]
        parts: list[int] = []
        unknown = 0
        for word in prepared.split():
            found, missed = self._pieces[word]
            parts += found
            unknown += missed
        counts = Counter(known + parts)  # the columns of words and of pieces are not the same
        columns = np.fromiter(counts, np.int64, len(counts))
        weights = self._idf[columns]
        if len(counts) < len(known) + len(parts):
            weights *= 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        border = len(set(known))
        self._shorten(weights[:border], len(asked) - len(known))
        self._shorten(weights[border:], unknown)
        return Sparse(columns, weights)

    def _shorten(self, weights: Floats, unknown: int) -> None:
        """Divide by the length, in place."""
        length = sqrt(weights @ weights + unknown * self._rarest**2)
        if length:
            weights /= length
