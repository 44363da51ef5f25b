"""The one kind of classifier that is served: a softmax over a linear map of n-grams, of a sentence
embedding, or of both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from agent.learning.vectoriser import Floats


@dataclass(frozen=True, slots=True)
class Features:
    """A row a text: n-grams (sparse) and embeddings; either may have no columns."""

    sparse: csr_array
    dense: Floats

    def rows(self, chosen: NDArray[np.intp]) -> "Features":
        """The features of some of the texts."""
        return Features(self.sparse[chosen], self.dense[chosen])


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights: `sparse` [n-grams, classes], `dense` [dimensions, classes], `bias` [classes]."""

    sparse: Floats
    dense: Floats
    bias: Floats

    def logits(self, features: Features) -> Floats:
        """Scores before the softmax, [texts, classes]."""
        found = features.sparse @ self.sparse + features.dense @ self.dense + self.bias
        return np.asarray(found, np.float32)

    def scaled(self, factor: float) -> "Linear":
        """The same classifier with its logits multiplied by `factor`."""
        number = np.float32(factor)
        return Linear(self.sparse * number, self.dense * number, self.bias * number)

    def plus(self, other: "Linear") -> "Linear":
        """The classifier whose logits are the sum of both."""
        return Linear(self.sparse + other.sparse, self.dense + other.dense, self.bias + other.bias)

    def beside(self, score: float) -> "Linear":
        """With one class more, last, whose logit is always `score`: none of the others."""
        sparse, dense = (np.pad(weights, ((0, 0), (0, 1))) for weights in (self.sparse, self.dense))
        return Linear(sparse, dense, np.append(self.bias, np.float32(score)))


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), np.float32)
