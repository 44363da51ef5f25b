"""How like a question is to lines that were taught, by meaning or by shared n-grams."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from agent.learning.question import Question
from agent.learning.vectoriser import Floats, Integers

if TYPE_CHECKING:
    from scipy.sparse import csr_array  # serving does without scipy

LINES = "lines.npz"

_AT_ONCE = 5_000  # n-grams of all lines, which take no longer than those of a few lines alone


class Likeness(Protocol):
    """Lines to which questions are compared."""

    def to(self, question: Question, groups: Sequence[slice]) -> list[Floats]:
        """The cosines of a question and the lines of each group."""

    def among(self) -> Floats:
        """The cosine of each line and each other, [lines, lines]."""

    def without(self, line: int) -> "Likeness":
        """The same for all lines but one."""

    def save(self, folder: Path) -> None:
        """Write `lines.npz` into `folder`."""


@dataclass(frozen=True, slots=True)
class ByMeaning:
    """Cosines of embeddings, [lines, dimensions], of length one."""

    lines: Floats

    @classmethod
    def of(cls, embeddings: Floats) -> "ByMeaning":
        """From embeddings of any length."""
        lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
        return cls(embeddings / np.maximum(lengths, np.float32(1e-12)))

    def to(self, question: Question, groups: Sequence[slice]) -> list[Floats]:
        assert question.embedding is not None
        embedding = question.embedding
        unit = embedding / max(float(embedding @ embedding) ** 0.5, 1e-12)
        return [self.lines[group] @ unit for group in groups]

    def among(self) -> Floats:
        return np.asarray(self.lines @ self.lines.T, np.float32)

    def without(self, line: int) -> "ByMeaning":
        return ByMeaning(np.delete(self.lines, line, axis=0))

    def save(self, folder: Path) -> None:
        np.savez(folder / LINES, embeddings=self.lines)


@dataclass(frozen=True, slots=True)
class ByNgrams:
    """Cosines of n-grams: those of all lines one after another, line i from `starts[i]` on.

    Every line begins with one of no weight, so that none is empty.
    """

    columns: Integers
    weights: Floats
    starts: Integers
    size: int

    @classmethod
    def of(cls, lines: "csr_array") -> "ByNgrams":
        """From the n-grams of lines, [lines, n-grams]."""
        borders = lines.indptr.astype(np.int64)
        return cls(
            np.insert(lines.indices.astype(np.int64), borders[:-1], 0),
            np.insert(lines.data, borders[:-1], np.float32(0)),
            borders + np.arange(len(borders)),
            lines.shape[1],
        )

    def to(self, question: Question, groups: Sequence[slice]) -> list[Floats]:
        spread = np.zeros(self.size, np.float32)
        spread[question.ngrams.columns] = question.ngrams.weights
        if len(self.columns) > _AT_ONCE:
            return [self._to(spread, group) for group in groups]
        every = self._to(spread, slice(0, len(self.starts) - 1))
        return [every[group] for group in groups]

    def among(self) -> Floats:
        every = slice(0, len(self.starts) - 1)
        found = []
        for start, end in pairwise(self.starts.tolist()):
            spread = np.zeros(self.size, np.float32)
            spread[self.columns[start:end]] = self.weights[start:end]
            found.append(self._to(spread, every))
        return np.stack(found)

    def without(self, line: int) -> "ByNgrams":
        start, end = self.starts[line : line + 2].tolist()
        kept = np.append(np.arange(start), np.arange(end, len(self.columns)))
        starts = np.append(self.starts[:line], self.starts[line + 1 :] - (end - start))
        return ByNgrams(self.columns[kept], self.weights[kept], starts, self.size)

    def save(self, folder: Path) -> None:
        np.savez(
            folder / LINES,
            columns=self.columns,
            weights=self.weights,
            starts=self.starts,
            size=self.size,
        )

    def _to(self, spread: Floats, lines: slice) -> Floats:
        """Both blocks of n-grams have length one, so half their product is the cosine."""
        if lines.start == lines.stop:
            return np.empty(0, np.float32)
        first, last = self.starts[lines.start], self.starts[lines.stop]
        products = spread[self.columns[first:last]] * self.weights[first:last]
        sums = np.add.reduceat(products, self.starts[lines] - first)
        return np.asarray(sums * np.float32(0.5), np.float32)


def load(folder: Path) -> Likeness:
    """What `save` wrote."""
    with np.load(folder / LINES) as found:
        if "embeddings" in found:
            return ByMeaning(found["embeddings"])
        return ByNgrams(found["columns"], found["weights"], found["starts"], int(found["size"]))
