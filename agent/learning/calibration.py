"""From scores to confidence, and from which confidence on to answer."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.special import expit, logsumexp

from agent.learning.scorer import softmax
from agent.learning.vectoriser import Floats

ACCEPTANCE = 0.95
"""The share of sentences like the taught ones that the threshold is to let pass."""

STRANGE = 0.02
"""The share of chance that is kept for sentences that are like none of the taught ones."""

SURE = 0.9
"""The confidence from which on models of many lines answer; below, down to the threshold, they ask
back. Chosen on CLINC150's validation lines, with 20 and 100 lines an intent."""


def fit_scales(
    logits: Sequence[Floats], classes: NDArray[np.intp], start: Sequence[float]
) -> list[float]:
    """A factor for each classifier, so that the softmax of the sum of their held-out `logits`
    [texts, classes] is likeliest to have given the true `classes`.

    For one classifier this is one over the temperature of Guo et al. (2017); for several it
    weighs them as well. Few texts change the factors little from `start` (a Gaussian prior on
    their logarithms), and one text more is taken to be wrong (Platt, 1999), so that a few that
    are all right do not make the classifier sure of everything.
    """
    texts, count = logits[0].shape
    stacked, usual = np.stack(logits), np.log(start)
    doubt = 1 / (texts + 2)
    target = np.full((texts, count), doubt / (count - 1), np.float32)
    target[np.arange(texts), classes] = 1 - doubt

    def loss(exponents: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scales = np.exp(exponents).astype(np.float32)
        chances = softmax(np.tensordot(scales, stacked, 1))
        slopes = np.einsum("ktc,tc->k", stacked, chances - target) * scales / texts
        surprise = -(target * np.log(chances + np.float32(1e-12))).sum() / texts
        distance = exponents - usual
        return float(surprise) + distance @ distance / (2 * texts), slopes + distance / texts

    bounds = [(-6.0, 5.0)] * len(logits)
    found = minimize(loss, usual, jac=True, bounds=bounds, method="L-BFGS-B")
    return [float(scale) for scale in np.exp(found.x)]


def fit_reject_logit(logits: Floats) -> float:
    """The logit of "none of these", such that it takes STRANGE of the held-out texts' chances.

    It takes most from texts that are near to no class (of low energy, Liu et al., 2020), so that
    these are not answered with confidence, however clearly one class is nearer than the others;
    and confidence is on average no more than STRANGE too low.
    """
    energies = logsumexp(logits, axis=1)

    def excess(score: float) -> float:
        return float(expit(score - energies).mean()) - STRANGE

    return float(brentq(excess, energies.min() - 20, energies.max() + 20))


def fit_threshold(confidence: Floats, blank: float, classes: int) -> float:
    """The confidence that ACCEPTANCE of the held-out texts reach, but above `blank`, that of a
    text which says nothing, and `untried_threshold` at most."""
    accepting = float(np.quantile(confidence, 1 - ACCEPTANCE))
    return min(max(accepting, blank + 0.01), untried_threshold(classes))


def untried_threshold(classes: int) -> float:
    """Half-way between a guess among `classes` and certainty."""
    return (1 + 1 / classes) / 2
