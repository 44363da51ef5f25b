"""From scores to confidence, and from which confidence on to answer."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from agent.learning.linear import softmax
from agent.learning.vectoriser import Floats

ACCEPTANCE = 0.95
"""The share of sentences like the taught ones that the threshold is to let pass."""

UNTRIED_SCALE = 4.0
"""The scale where too few examples can be held out to fit one."""


def fit_scale(logits: Floats, classes: NDArray[np.intp]) -> float:
    """The factor (one over the temperature of Guo et al., 2017) under which the softmax of
    held-out `logits` [texts, classes] is likeliest to have given the true `classes`.

    One text more is taken to be wrong (Platt, 1999), so that a few that are all right do not make
    the classifier sure of everything.
    """
    texts, count = logits.shape
    doubt = 1 / (texts + 2)
    rows = np.arange(texts)

    def loss(exponent: float) -> float:
        chances = np.log(softmax(logits * np.float32(np.exp(exponent))) + np.float32(1e-12))
        right = chances[rows, classes]
        wrong = (chances.sum(axis=1) - right) / (count - 1)
        return float(-((1 - doubt) * right + doubt * wrong).mean())

    exponent: float = minimize_scalar(loss, bounds=(-2, 5), method="bounded").x
    return float(np.exp(exponent))


def fit_threshold(confidence: Floats, classes: int) -> float:
    """The confidence that ACCEPTANCE of the held-out texts reach, `untried_threshold` at most."""
    return min(float(np.quantile(confidence, 1 - ACCEPTANCE)), untried_threshold(classes))


def untried_threshold(classes: int) -> float:
    """Half-way between a guess among `classes` and certainty."""
    return (1 + 1 / classes) / 2
