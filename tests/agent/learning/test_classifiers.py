"""Classifiers say what scikit-learn's would; names are learned from where they tell something."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.kernel_ridge import KernelRidge

from agent.learning.classifiers import (
    Kind,
    fit_embeddings,
    fit_machine,
    fit_meaning,
    fit_nearness,
    fit_ngrams,
    kinds,
)
from agent.learning.folds import Material, fit_all, learning_curve
from agent.learning.names import telling
from agent.learning.scorer import Features

Array = NDArray[np.float32]


def embedded(vectors: Array) -> Features:
    return Features(csr_array((len(vectors), 0), dtype=np.float32), vectors)


def directions(count: int, seed: int) -> Array:
    found = np.random.default_rng(seed).normal(size=(count, 24)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def around(centres: Array, each: int, spread: float) -> tuple[Array, NDArray[np.intp]]:
    classes = np.repeat(np.arange(len(centres)), each)
    return centres[classes] + spread * directions(len(classes), 99), classes


def test_nearness_is_kernel_ridge_regression() -> None:
    lines, classes = around(directions(5, 1), 6, 0.8)
    texts = directions(20, 3)
    ridge = KernelRidge(alpha=0.1, kernel="rbf", gamma=1.0).fit(lines, np.eye(5)[classes] - 1 / 5)
    expected = ridge.predict(texts) + 1 / 5
    found = fit_nearness(embedded(lines), classes, 5).logits(embedded(texts))
    assert found == pytest.approx(expected, abs=1e-4)


def test_a_class_without_lines_gets_no_weights() -> None:
    lines, classes = around(directions(3, 1), 4, 0.5)
    for fit in (fit_embeddings, fit_nearness):
        found = fit(embedded(lines), classes, 4).logits(embedded(directions(9, 2)))
        assert found[:, 3] == pytest.approx(np.zeros(9), abs=1e-6)


def test_few_lines_get_more_kinds_than_many() -> None:
    fits = [kind.fit for kind in kinds(2_000, embedded=True)]
    assert fits == [fit_machine, fit_ngrams, fit_meaning]
    assert [kind.fit for kind in kinds(2_001, embedded=True)] == [fit_machine, fit_embeddings]
    assert [kind.fit for kind in kinds(2_000, embedded=False)] == [fit_machine, fit_ngrams]


def test_meaning_is_both_together() -> None:
    lines, classes = around(directions(5, 1), 6, 0.8)
    features, texts = embedded(lines), embedded(directions(20, 3))
    parts = [fit(features, classes, 5).logits(texts) for fit in (fit_embeddings, fit_nearness)]
    found = fit_meaning(features, classes, 5).logits(texts)
    assert found == pytest.approx(parts[0] + 12 * parts[1], abs=1e-4)


def test_names_that_tell_their_lines_from_others_are_chosen() -> None:
    centres = directions(6, 1)
    lines, classes = around(centres, 5, 0.7)
    names = centres + 0.3 * directions(6, 5)
    names[4:] = names[[5, 4]]  # each other's
    names[3] = 0  # says nothing
    chosen = telling(embedded(lines), classes, embedded(names))
    assert chosen.tolist() == [0, 1, 2]


def test_without_embeddings_names_are_chosen_by_their_n_grams() -> None:
    def worded(rows: list[list[float]]) -> Features:
        return Features(csr_array(np.array(rows, np.float32)), np.empty((len(rows), 0), np.float32))

    lines = worded([[1, 0, 1], [1, 0, 0], [0, 1, 1], [0, 1, 0]])
    names = worded([[1, 0, 0], [0, 0, 1]])
    assert telling(lines, np.array([0, 0, 1, 1]), names).tolist() == [0]


def test_extra_lines_are_learned_from_and_not_judged_by() -> None:
    centres = directions(4, 1)
    lines, classes = around(centres, 3, 2.0)
    empty = np.empty(0, np.intp)
    alone = Material(embedded(lines), classes, 4, embedded(lines[:0]), empty)
    helped = Material(embedded(lines), classes, 4, embedded(centres), np.arange(4))
    parts: list[float] = []
    found = [
        fit_all([Kind(fit_meaning, 1.0)], material, parts.append) for material in (alone, helped)
    ]
    assert parts.count(1.0) == 2
    right = []
    for fitted in found:
        assert sorted(fitted.rows.tolist()) == list(range(12))
        predicted = fitted.logits[0].argmax(axis=1)
        right.append(int((predicted == classes[fitted.rows]).sum()))
    assert right[1] > right[0]
    curve = learning_curve(fit_embeddings, helped)
    assert [lines for lines, _ in curve] == sorted(lines for lines, _ in curve)
