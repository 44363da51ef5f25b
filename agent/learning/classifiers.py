"""Fit linear classifiers with scikit-learn."""

import numpy as np
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from agent.learning.linear import Features, Linear

Classes = NDArray[np.intp]


def fit_ngrams(features: Features, classes: Classes, count: int) -> Linear:
    """A support vector machine over all classes at once (Crammer and Singer, 2001) on the n-grams.

    On short texts it is both quicker to fit and a little better than one machine a class.
    `classes` holds numbers below `count`; those without an example get a score of nothing.
    """
    machine = LinearSVC(
        multi_class="crammer_singer", C=1.0, intercept_scaling=0.3, tol=0.3, random_state=0
    )
    machine.fit(features.sparse, classes)
    weights, bias = _both_sides(machine.coef_, machine.intercept_)
    return Linear(
        _spread(weights, machine.classes_, count),
        np.zeros((features.dense.shape[1], count), np.float32),
        _spread(bias[:, None], machine.classes_, count)[0],
    )


def _both_sides(
    weights: NDArray[np.float64], bias: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """scikit-learn keeps one row for two classes; give each class its own."""
    if len(weights) > 1:
        return weights, bias
    return np.vstack((-weights / 2, weights / 2)), np.concatenate((-bias / 2, bias / 2))


def _spread(weights: NDArray[np.float64], classes: Classes, count: int) -> NDArray[np.float32]:
    found = np.zeros((weights.shape[1], count), np.float32)
    found[:, classes] = weights.T
    return found
