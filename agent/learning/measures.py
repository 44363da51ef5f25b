"""How good answers are: intervals, scores a class, confusions, calibration."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from agent.learning.report import ClassScore, Confusion

_Z = 1.96
_BINS = 15


def interval(right: int, of: int) -> tuple[float, float]:
    """Where the true share lies with 95 % certainty (Wilson, 1927); (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, spread = right / of, _Z**2 / of
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def scores(expected: Sequence[str], predicted: Sequence[str]) -> list[ClassScore]:
    """F1 of every output that was expected, in order of appearance."""
    wanted, given = Counter(expected), Counter(predicted)
    right = Counter(e for e, p in zip(expected, predicted, strict=True) if e == p)
    return [
        ClassScore(output=o, f1=2 * right[o] / (wanted[o] + given[o]), examples=wanted[o])
        for o in wanted
    ]


def macro_f1(found: Sequence[ClassScore]) -> float:
    """The mean F1 over outputs, rare ones counting like frequent ones."""
    return sum(score.f1 for score in found) / len(found) if found else 0.0


def confusions(
    texts: Sequence[str], expected: Sequence[str], predicted: Sequence[str]
) -> list[Confusion]:
    """What was taken for what, most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    for text, e, p in zip(texts, expected, predicted, strict=True):
        if e != p:
            found.setdefault((e, p), []).append(text)
    return [
        Confusion(expected=e, predicted=p, count=len(own), example=own[0])
        for (e, p), own in sorted(found.items(), key=lambda pair: -len(pair[1]))
    ]


def calibration_error(confidence: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """Expected calibration error over fifteen bins of equal width (Guo et al., 2017)."""
    if not len(confidence):
        return 0.0
    bins = np.minimum((confidence * _BINS).astype(np.intp), _BINS - 1)
    gaps = np.bincount(bins, right.astype(np.float64) - confidence, _BINS)
    return float(np.abs(gaps).sum() / len(confidence))
