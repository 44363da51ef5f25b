"""Held-out scores: every line judged by classifiers that have not seen it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agent.learning.classifiers import Classes, Fit, Kind
from agent.learning.linear import Features, Linear
from agent.learning.vectoriser import Floats

_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Fitted:
    """Classifiers fitted to all lines, and what their like said of the lines held out: `rows` are
    these lines, `logits` [lines, classes] for each classifier."""

    linears: tuple[Linear, ...]
    rows: NDArray[np.intp]
    logits: tuple[Floats, ...]


def learning_curve(
    fit: Fit, features: Features, classes: Classes, count: int
) -> list[tuple[int, float]]:
    """How many lines were learned from, and the share of others that was then right, in rising
    order; every fold is held out in turn."""
    folds = assign(classes)
    right: dict[float, list[bool]] = {}
    for fold in range(int(folds.max()) + 1):
        outside = np.flatnonzero(folds == fold)
        inside = np.random.default_rng(fold).permutation(np.flatnonzero(folds != fold))
        for part in (0.25, 0.5, 0.75, 1.0):
            chosen = inside[: round(part * len(inside))]
            if len(outside) and len(np.unique(classes[chosen])) > 1:
                linear = fit(features.rows(chosen), classes[chosen], count)
                predicted = linear.logits(features.rows(outside)).argmax(axis=1)
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


def fit_all(
    kinds: Sequence[Kind],
    features: Features,
    classes: Classes,
    count: int,
    progress: Callable[[float], None],
) -> Fitted:
    """Fit each kind of classifier once without each fold and once to all lines.

    Kinds work side by side in threads; within a kind one after the other, since liblinear has one
    random generator for the whole process. `progress` hears the part done, 0..1.
    """
    folds = assign(classes)
    held = [np.flatnonzero(folds == fold) for fold in np.unique(folds[folds >= 0])]

    def judge(fit: Fit, outside: NDArray[np.intp]) -> Floats:
        inside = np.setdiff1d(np.arange(len(classes)), outside)
        linear = fit(features.rows(inside), classes[inside], count)
        return linear.logits(features.rows(outside))

    with ExitStack() as stack:
        threads = [stack.enter_context(ThreadPoolExecutor(1)) for _ in kinds]
        pairs = [(thread, kind.fit) for thread, kind in zip(threads, kinds, strict=True)]
        judged = [[thread.submit(judge, fit, rows) for rows in held] for thread, fit in pairs]
        whole = [thread.submit(fit, features, classes, count) for thread, fit in pairs]
        _follow([future for kind in judged for future in kind], whole, progress)
    return Fitted(
        tuple(future.result() for future in whole),
        np.concatenate([np.empty(0, np.intp), *held]),
        tuple(
            np.concatenate([np.empty((0, count), np.float32), *(f.result() for f in kind)])
            for kind in judged
        ),
    )


def _follow(
    judged: list[Future[Floats]], whole: list[Future[Linear]], progress: Callable[[float], None]
) -> None:
    futures: list[Future[Floats] | Future[Linear]] = [*judged, *whole]
    for done, future in enumerate(as_completed(futures), 1):
        future.result()
        progress(done / len(futures))


def _count(lines: int) -> int:
    if lines <= 500:
        return 10
    return 3 if 2_000 < lines <= _MANY else 5
