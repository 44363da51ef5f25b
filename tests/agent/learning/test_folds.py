"""Folds hold out every line once, fairly; few lines still get sensible confidence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from agent.learning.calibration import (
    fit_reject_logit,
    fit_scales,
    fit_threshold,
    untried_threshold,
)
from agent.learning.folds import assign
from agent.learning.scorer import softmax

labels = st.lists(st.integers(0, 6), min_size=1, max_size=60).map(lambda x: np.array(x, np.intp))


@given(labels)
def test_lines_of_a_class_are_spread_evenly_and_single_ones_kept(classes: NDArray[np.intp]) -> None:
    folds = assign(classes)
    for label in np.unique(classes):
        own = folds[classes == label]
        if len(own) == 1:
            assert own[0] == -1
        else:
            assert (own >= 0).all()
            counts = np.bincount(own)
            assert counts.max() - counts[counts > 0].min() <= 1
            assert counts.max() < len(own)


def test_of_very_many_lines_a_fifth_is_held_out_once() -> None:
    folds = assign(np.arange(25_000, dtype=np.intp) % 50)
    assert np.unique(folds).tolist() == [-1, 0]
    assert (folds == 0).mean() == pytest.approx(0.2)


def test_the_scale_makes_confidence_as_large_as_the_share_that_is_right() -> None:
    random = np.random.default_rng(0)
    classes = random.integers(0, 5, 4_000)
    true = random.normal(size=(4_000, 5)).astype(np.float32) + 3 * np.eye(5)[classes]
    (scale,) = fit_scales([(true / 7).astype(np.float32)], classes, [1.0])
    chances = softmax(np.asarray(true * scale / 7, np.float32))
    right = chances.argmax(axis=1) == classes
    assert chances.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.01)


def test_a_classifier_that_knows_nothing_gets_no_say() -> None:
    random = np.random.default_rng(0)
    classes = random.integers(0, 5, 2_000)
    good = (random.normal(size=(2_000, 5)) + 3 * np.eye(5)[classes]).astype(np.float32)
    noise = random.normal(size=(2_000, 5)).astype(np.float32)
    use, ignore = fit_scales([good, noise], classes, [1.0, 1.0])
    assert ignore < 0.1 * use


def test_a_few_right_lines_do_not_make_sure_of_everything() -> None:
    logits = np.eye(3, dtype=np.float32)[[0, 1, 2, 0, 1, 2]]
    (scale,) = fit_scales([logits], np.array([0, 1, 2, 0, 1, 2]), [4.0])
    assert softmax(logits * np.float32(scale)).max() < 0.98


def test_none_of_these_takes_most_from_what_is_near_to_nothing() -> None:
    near, far = np.eye(4, dtype=np.float32) * 9, np.eye(4, dtype=np.float32) * 2
    logits = np.concatenate([near] * 99 + [far])
    chances = softmax(np.pad(logits, ((0, 0), (0, 1)), constant_values=fit_reject_logit(logits)))
    assert chances[:, -1].mean() == pytest.approx(0.02, abs=1e-4)
    assert chances[-1, -1] > 10 * chances[0, -1]


def test_the_threshold_lets_most_pass_but_not_what_says_nothing() -> None:
    confidence = np.linspace(0.2, 1, 101, dtype=np.float32)
    assert fit_threshold(confidence, 0.1, 10) == pytest.approx(0.24)
    assert fit_threshold(confidence, 0.4, 10) == pytest.approx(0.41)
    assert fit_threshold(np.ones(9, np.float32), 0.1, 10) == untried_threshold(10) == 0.55
