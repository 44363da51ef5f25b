"""Held-out scores: every line judged by classifiers that have not seen it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agent.learning.classifiers import Classes, Fit, Kind
from agent.learning.scorer import Features, Scorer
from agent.learning.vectoriser import Floats

_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Material:
    """What classifiers are fitted to: lines with their class numbers, `count` classes in all, and
    `extra` lines, which are learned from in every fold and never judged by."""

    features: Features
    classes: Classes
    count: int
    extra: Features
    extra_classes: Classes

    def fit(self, fit: Fit) -> Scorer:
        """A classifier that has seen all lines."""
        return self._fit(fit, self.features, self.classes)

    def fit_some(self, fit: Fit, rows: NDArray[np.intp]) -> Scorer:
        """A classifier that has seen some of the lines, and the extra ones."""
        return self._fit(fit, self.features.rows(rows), self.classes[rows])

    def judge(self, fit: Fit, outside: NDArray[np.intp]) -> Floats:
        """What a classifier that has not seen these lines says of them, [lines, classes]."""
        inside = np.setdiff1d(np.arange(len(self.classes)), outside)
        return self.fit_some(fit, inside).logits(self.features.rows(outside))

    def _fit(self, fit: Fit, features: Features, classes: Classes) -> Scorer:
        if not len(self.extra_classes):
            return fit(features, classes, self.count)
        together = np.append(classes, self.extra_classes)
        return fit(features.above(self.extra), together, self.count)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Classifiers fitted to all lines, and what their like said of the lines held out: `rows` are
    these lines, `logits` [lines, classes] for each classifier."""

    scorers: tuple[Scorer, ...]
    rows: NDArray[np.intp]
    logits: tuple[Floats, ...]


def learning_curve(fit: Fit, material: Material) -> list[tuple[int, float]]:
    """How many lines were learned from, and the share of others that was then right, in rising
    order; every fold is held out in turn."""
    classes = material.classes
    folds = assign(classes)
    right: dict[float, list[bool]] = {}
    for fold in range(int(folds.max()) + 1):
        outside = np.flatnonzero(folds == fold)
        inside = np.random.default_rng(fold).permutation(np.flatnonzero(folds != fold))
        for part in (0.25, 0.5, 0.75, 1.0):
            chosen = inside[: round(part * len(inside))]
            if len(outside) and len(np.unique(classes[chosen])) > 1:
                scorer = material.fit_some(fit, chosen)
                predicted = scorer.logits(material.features.rows(outside)).argmax(axis=1)
                right.setdefault(part, []).extend(predicted == classes[outside])
    return [(round(part * len(inside)), float(np.mean(found))) for part, found in right.items()]


def assign(classes: Classes) -> NDArray[np.intp]:
    """A fold for every line, each class spread evenly; -1 (never held out) where a class has one
    line only. Few lines get more folds, since a part of them is dearer; of very many lines one
    fifth is held out once, which is enough to judge by and saves time and memory."""
    folds = np.full(len(classes), -1)
    count = _count(len(classes))
    random = np.random.default_rng(0)
    offset = 0
    for label in np.unique(classes):
        lines = random.permutation(np.flatnonzero(classes == label))
        if len(lines) > 1:
            folds[lines] = (np.arange(len(lines)) + offset) % count
            offset += len(lines)
    if len(classes) > _MANY:
        folds[folds > 0] = -1
    return folds


def fit_all(kinds: Sequence[Kind], material: Material, progress: Callable[[float], None]) -> Fitted:
    """Fit each kind of classifier once without each fold and once to all lines, side by side.

    `progress` hears the part done, 0..1.
    """
    folds = assign(material.classes)
    held = [np.flatnonzero(folds == fold) for fold in np.unique(folds[folds >= 0])]
    with ThreadPoolExecutor(1 if len(folds) > _MANY else 2) as threads:  # each copies the lines
        whole = [threads.submit(material.fit, kind.fit) for kind in kinds]
        judged = [
            [threads.submit(material.judge, kind.fit, rows) for kind in kinds] for rows in held
        ]
        _follow([future for fold in judged for future in fold], whole, progress)
    nothing = np.empty((0, material.count), np.float32)
    return Fitted(
        tuple(future.result() for future in whole),
        np.concatenate([np.empty(0, np.intp), *held]),
        tuple(
            np.concatenate([nothing, *(fold[kind].result() for fold in judged)])
            for kind in range(len(kinds))
        ),
    )


def _follow(
    judged: list[Future[Floats]], whole: list[Future[Scorer]], progress: Callable[[float], None]
) -> None:
    futures: list[Future[Floats] | Future[Scorer]] = [*judged, *whole]
    for done, future in enumerate(as_completed(futures), 1):
        future.result()
        progress(done / len(futures))


def _count(lines: int) -> int:
    if lines <= 500:
        return 10
    return 3 if 2_000 < lines <= _MANY else 5
