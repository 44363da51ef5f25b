"""From scores to confidence, and from which confidence on to answer."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from agent.learning.linear import softmax
from agent.learning.vectoriser import Floats

ACCEPTANCE = 0.95
"""The share of sentences like the taught ones that the threshold is to let pass."""

UNTRIED_SCALE = 4.0
UNTRIED_THRESHOLD = 0.5
"""What is used where too few examples can be held out to fit anything."""


def fit_scale(logits: Floats, classes: NDArray[np.intp]) -> float:
    """The factor (one over the temperature of Guo et al., 2017) under which the softmax of
    held-out `logits` [texts, classes] is likeliest to have given the true `classes`."""

    def loss(exponent: float) -> float:
        chances = softmax(logits * np.float32(np.exp(exponent)))
        return float(-np.log(chances[np.arange(len(classes)), classes] + 1e-12).mean())

    exponent: float = minimize_scalar(loss, bounds=(-2, 5), method="bounded").x
    return float(np.exp(exponent))


def fit_threshold(confidence: Floats) -> float:
    """The confidence that ACCEPTANCE of the held-out texts reach, one half at most."""
    return min(float(np.quantile(confidence, 1 - ACCEPTANCE)), UNTRIED_THRESHOLD)
