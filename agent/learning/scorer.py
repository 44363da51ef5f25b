"""What is served: a softmax over a linear map of n-grams and of a sentence embedding, and over how
near the embedding is to those of known lines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from agent.learning.vectoriser import Floats


@dataclass(frozen=True, slots=True)
class Features:
    """A row a text: n-grams (sparse) and embeddings; either may have no columns."""

    sparse: csr_array
    dense: Floats

    def rows(self, chosen: NDArray[np.intp]) -> "Features":
        """The features of some of the texts."""
        return Features(self.sparse[chosen], self.dense[chosen])

    def above(self, other: "Features") -> "Features":
        """The features of these texts, then those of others."""
        sparse = csr_array(vstack([self.sparse, other.sparse], format="csr"))
        return Features(sparse, np.concatenate([self.dense, other.dense]))


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights: `sparse` [n-grams, classes], `dense` [dimensions, classes], `bias` [classes], and
    `near` [lines, classes] for the nearness to each of `lines` [lines, dimensions]."""

    sparse: Floats
    dense: Floats
    bias: Floats
    lines: Floats
    near: Floats

    def logits(self, features: Features) -> Floats:
        """Scores before the softmax, [texts, classes]."""
        found = features.sparse @ self.sparse + features.dense @ self.dense + self.bias
        if len(self.lines):
            found = found + nearness(features.dense, self.lines) @ self.near
        return np.asarray(found, np.float32)

    def scaled(self, factor: float) -> "Scorer":
        """The same with its logits multiplied by `factor`."""
        number = np.float32(factor)
        return Scorer(
            self.sparse * number,
            self.dense * number,
            self.bias * number,
            self.lines,
            self.near * number,
        )

    def plus(self, other: "Scorer") -> "Scorer":
        """The one whose logits are the sum of both."""
        return Scorer(
            self.sparse + other.sparse,
            self.dense + other.dense,
            self.bias + other.bias,
            np.concatenate([self.lines, other.lines]),
            np.concatenate([self.near, other.near]),
        )

    def beside(self, score: float) -> "Scorer":
        """With one class more, last, whose logit is always `score`: none of the others."""
        sparse, dense, near = (
            np.pad(weights, ((0, 0), (0, 1))) for weights in (self.sparse, self.dense, self.near)
        )
        return Scorer(sparse, dense, np.append(self.bias, np.float32(score)), self.lines, near)


def linear(sparse: Floats, dense: Floats, bias: Floats) -> Scorer:
    """One that looks at no lines."""
    nothing = np.zeros((0, len(bias)), np.float32)
    return Scorer(sparse, dense, bias, np.zeros((0, len(dense)), np.float32), nothing)


def nearness(embeddings: Floats, lines: Floats) -> NDArray[np.float64]:
    """exp(-d²) of the distance d of each embedding to each line, [embeddings, lines].

    In double precision, since large weights of both signs are put on it.
    """
    found, known = embeddings.astype(np.float64), lines.astype(np.float64)
    squares = (found**2).sum(axis=1, keepdims=True) + (known**2).sum(axis=1)
    return np.asarray(np.exp(2 * found @ known.T - squares))


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), np.float32)
