"""Held-out scores: every line judged by a classifier that has not seen it."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from agent.learning.linear import Features, Linear
from agent.learning.vectoriser import Floats

Fit = Callable[[Features, NDArray[np.intp], int], Linear]


def assign(classes: NDArray[np.intp]) -> NDArray[np.intp]:
    """A fold for every line, each class spread evenly; -1 (never held out) where a class has one
    line only. Few lines get more folds, since a tenth of them is dearer."""
    folds = np.full(len(classes), -1)
    count = _count(len(classes))
    random = np.random.default_rng(0)
    offset = 0
    for label in np.unique(classes):
        lines = random.permutation(np.flatnonzero(classes == label))
        if len(lines) > 1:
            folds[lines] = (np.arange(len(lines)) + offset) % count
            offset += len(lines)
    return folds


def held_out(
    fit: Fit, features: Features, classes: NDArray[np.intp], count: int, folds: NDArray[np.intp]
) -> Iterator[tuple[NDArray[np.intp], Floats]]:
    """Fold by fold, the lines held out and their logits [lines, count]."""
    for fold in np.unique(folds[folds >= 0]):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        model = fit(features.rows(inside), classes[inside], count)
        yield outside, model.logits(features.rows(outside))


def _count(lines: int) -> int:
    return 10 if lines <= 500 else 5 if lines <= 2000 else 3
