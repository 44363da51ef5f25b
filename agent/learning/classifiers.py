"""Classifiers of several kinds, fitted with scikit-learn, whose scores are to be summed."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.sparse import csr_array
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from agent.learning.scorer import Features, Scorer, linear
from agent.learning.vectoriser import Floats

Classes = NDArray[np.intp]
Fit = Callable[[Features, Classes, int], Scorer]
"""Features, class numbers and how many classes there are to a scorer. Classes without an example
get weights of nothing."""

FEW = 2_000
"""Up to so many lines there is something to gain, and the time, for more than the usual."""

_NEARNESS = 12.0
_RIDGE = np.float32(1e-4)  # so that lines that are alike have a root too
_LIBLINEAR = Lock()  # it has one random generator for the whole process


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of classifier: how it is fitted, and by what its scores are usually multiplied."""

    fit: Fit
    scale: float


def kinds(lines: int, embedded: bool) -> list[Kind]:
    """The classifiers that together serve `lines` lines best, `embedded` or not.

    Regression on n-grams and nearness help while there are few lines, and would take long later.
    """
    few = lines <= FEW
    found = [Kind(fit_machine, 4.0)]
    if few:
        found.append(Kind(fit_ngrams, 1.0))
    if embedded:
        found.append(Kind(fit_meaning if few else fit_embeddings, 1.0))
    return found


def fit_machine(features: Features, classes: Classes, count: int) -> Scorer:
    """A support vector machine on n-grams, over all classes at once (Crammer and Singer, 2001).

    On short texts it is both quicker to fit and a little better than one machine a class.
    """
    machine = LinearSVC(
        multi_class="crammer_singer", C=1.0, intercept_scaling=0.3, tol=0.3, random_state=0
    )
    with _LIBLINEAR:
        machine.fit(features.sparse, classes)
    weights, bias = _spread(machine, count)
    return linear(weights, _nothing(features.dense, count), bias)


def fit_ngrams(features: Features, classes: Classes, count: int) -> Scorer:
    """Multinomial logistic regression on n-grams.

    It is fitted to the rows of the Cholesky root of the lines' products, of which there are fewer
    than n-grams; its weights are then those of the regression on the n-grams themselves.
    """
    lines = features.sparse
    products = (lines @ lines.T).toarray()
    root = np.linalg.cholesky(products + _RIDGE * np.eye(len(products), dtype=np.float32))
    weights, bias = _spread(_regression(root, classes, 10.0), count)
    shares = solve_triangular(root.T, weights).astype(np.float32)
    return linear(lines.T @ shares, _nothing(features.dense, count), bias)


def fit_meaning(features: Features, classes: Classes, count: int) -> Scorer:
    """Regression on embeddings, and nearness with so much weight that it mostly decides.

    Held-out likelihood would give it less, since regression is the more honest of the two about how
    sure it is; but nearness is right more often.
    """
    nearness = fit_nearness(features, classes, count).scaled(_NEARNESS)
    return fit_embeddings(features, classes, count).plus(nearness)


def fit_embeddings(features: Features, classes: Classes, count: int) -> Scorer:
    """Multinomial logistic regression on embeddings, whose common part is taken away first."""
    middle = features.dense.mean(axis=0)
    weights, bias = _spread(_regression(features.dense - middle, classes, 30.0), count)
    return linear(_nothing(features.sparse, count), weights, bias - middle @ weights)


def fit_nearness(features: Features, classes: Classes, count: int) -> Scorer:
    """Ridge regression of the classes on the nearness of the embedding to that of every line."""
    targets = np.eye(count, dtype=np.float32)[classes]
    usual = targets.mean(axis=0)
    lines = features.dense
    ridge = KernelRidge(alpha=0.1, kernel="rbf", gamma=1.0).fit(lines, targets - usual)
    sparse, dense = _nothing(features.sparse, count), _nothing(lines, count)
    return Scorer(sparse, dense, usual, lines, ridge.dual_coef_.astype(np.float32))


def _regression(features: Floats, classes: Classes, inverse_strength: float) -> LogisticRegression:
    """Stopped after 40 steps at the latest: more would take long and bring nothing."""
    return LogisticRegression(C=inverse_strength, max_iter=40).fit(features, classes)


def _nothing(features: csr_array | Floats, count: int) -> Floats:
    return np.zeros((features.shape[1], count), np.float32)


def _spread(fitted: LinearSVC | LogisticRegression, count: int) -> tuple[Floats, Floats]:
    """Weights [features, count] and bias [count]."""
    found, bias = fitted.coef_, fitted.intercept_
    if len(found) == 1:  # for two classes scikit-learn keeps the difference only
        found, bias = np.vstack((-found / 2, found / 2)), np.concatenate((-bias / 2, bias / 2))
    weights = np.zeros((found.shape[1], count), np.float32)
    weights[:, fitted.classes_] = found.T
    offsets = np.zeros(count, np.float32)
    offsets[fitted.classes_] = bias
    return weights, offsets
