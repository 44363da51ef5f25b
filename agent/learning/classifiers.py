"""Linear classifiers of several kinds, fitted with scikit-learn, whose scores are to be summed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from agent.learning.linear import Features, Linear
from agent.learning.vectoriser import Floats

Classes = NDArray[np.intp]
Fit = Callable[[Features, Classes, int], Linear]
"""Features, class numbers and how many classes there are to a classifier. Classes without an
example get weights of nothing."""

_FEW = 2_000
_RIDGE = np.float32(1e-4)  # so that lines that are alike have a root too


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of classifier: how it is fitted, and by what its scores are usually multiplied."""

    fit: Fit
    scale: float


def kinds(names: Features, lines: int) -> list[Kind]:
    """The classifiers that together serve `lines` lines best.

    `names` are the features of the outputs' own words, a row a class; without embeddings in them
    there are none for the lines either. Logistic regression on n-grams helps while there are few
    lines, and would take long later.
    """
    found = [Kind(fit_machine, 4.0), Kind(partial(match_ngrams, names), 2.0)]
    if lines <= _FEW:
        found.append(Kind(fit_ngrams, 1.0))
    if names.dense.shape[1]:
        found += [Kind(fit_embeddings, 1.0), Kind(partial(match_embeddings, names), 4.0)]
    return found


def fit_machine(features: Features, classes: Classes, count: int) -> Linear:
    """A support vector machine on n-grams, over all classes at once (Crammer and Singer, 2001).

    On short texts it is both quicker to fit and a little better than one machine a class.
    """
    machine = LinearSVC(
        multi_class="crammer_singer", C=1.0, intercept_scaling=0.3, tol=0.3, random_state=0
    )
    machine.fit(features.sparse, classes)
    weights, bias = _spread(machine, count)
    return Linear(weights, _nothing(features.dense, count), bias)


def fit_ngrams(features: Features, classes: Classes, count: int) -> Linear:
    """Multinomial logistic regression on n-grams.

    It is fitted to the rows of the Cholesky root of the lines' products, of which there are fewer
    than n-grams; its weights are then those of the regression on the n-grams themselves.
    """
    lines = features.sparse
    products = (lines @ lines.T).toarray()
    root = np.linalg.cholesky(products + _RIDGE * np.eye(len(products), dtype=np.float32))
    weights, bias = _spread(_regression(root, classes, 10.0), count)
    shares = solve_triangular(root.T, weights).astype(np.float32)
    return Linear(lines.T @ shares, _nothing(features.dense, count), bias)


def fit_embeddings(features: Features, classes: Classes, count: int) -> Linear:
    """Multinomial logistic regression on embeddings, whose common part is taken away first."""
    middle = features.dense.mean(axis=0)
    weights, bias = _spread(_regression(features.dense - middle, classes, 30.0), count)
    return Linear(_nothing(features.sparse, count), weights, bias - middle @ weights)


def match_ngrams(names: Features, features: Features, classes: Classes, count: int) -> Linear:
    """How many n-grams a text shares with the words of the outputs; nothing is fitted."""
    weights = names.sparse.toarray().T
    return Linear(weights, _nothing(features.dense, count), np.zeros(count, np.float32))


def match_embeddings(names: Features, features: Features, classes: Classes, count: int) -> Linear:
    """How near a text's meaning is to that of the outputs; nothing is fitted."""
    bias = np.zeros(count, np.float32)
    return Linear(_nothing(features.sparse, count), names.dense.T, bias)


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
