"""Fit a model to a dataset and write it, with its report, into a folder."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.learning import ngrams
from agent.learning.calibration import (
    UNTRIED_SCALE,
    fit_scale,
    fit_threshold,
    untried_threshold,
)
from agent.learning.classifiers import fit_ngrams
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, review
from agent.learning.encoder.encoder import Encoder
from agent.learning.folder import GRAPH, MEMORY, REPORT, SETTINGS, ServingSettings, seal
from agent.learning.folds import assign, held_out
from agent.learning.graph import to_onnx
from agent.learning.linear import Features, softmax
from agent.learning.problem import Problem, memory, pose
from agent.learning.report import TrainingReport
from agent.learning.trial import Trial
from agent.learning.vectoriser import Floats

Progress = Callable[[float, str], None]

_FEWEST_HELD_OUT = 4


def train(
    dataset: Dataset,
    folder: Path,
    *,
    progress: Progress,
    encoder: Encoder | None = None,
    previous: TrainingReport | None = None,
) -> TrainingReport:
    """Write a served model into the existing empty `folder`.

    `progress` hears the part done (0..1) and what is being done. Raises DatasetError where there
    are not at least two different answers.
    """
    started = time.perf_counter()
    progress(0.0, "reading the examples")
    problem = pose(dataset)
    vectoriser = ngrams.fit(problem.texts, len(problem.outputs))
    features = Features(
        ngrams.matrix(vectoriser, problem.texts), np.empty((len(problem.texts), 0), np.float32)
    )
    scale, trial = _try_out(problem, features, progress)
    progress(0.7, "learning from all of them")
    linear = fit_ngrams(features, problem.classes, len(problem.outputs)).scaled(scale)
    classes = len(problem.outputs)
    threshold = fit_threshold(trial.confidence, classes) if trial else untried_threshold(classes)
    progress(0.9, "writing the model")
    vectoriser.save(folder)
    (folder / GRAPH).write_bytes(to_onnx(linear))
    settings = ServingSettings(
        outputs=problem.outputs, threshold=threshold, ngrams=True, encoder=None
    )
    _write(folder, SETTINGS, settings.model_dump_json(indent=1))
    _write(folder, MEMORY, json.dumps(memory(dataset), ensure_ascii=False))
    report = TrainingReport(
        **_about(dataset),
        **(trial.figures(threshold) if trial else {}),
        model="n-grams",
        threshold=threshold,
        seconds=time.perf_counter() - started,
        previous_accuracy=previous.accuracy if previous else None,
    )
    _write(folder, REPORT, report.model_dump_json(indent=1))
    seal(folder)
    progress(1.0, "ready")
    return report


def _try_out(
    problem: Problem, features: Features, progress: Progress
) -> tuple[float, Trial | None]:
    """The scale that makes confidence honest, and what the held-out lines gave with it."""
    folds = assign(problem.classes)
    if np.count_nonzero(folds >= 0) < _FEWEST_HELD_OUT:
        return UNTRIED_SCALE, None
    rows: list[NDArray[np.intp]] = []
    logits: list[Floats] = []
    count = int(folds.max()) + 1
    for outside, found in held_out(
        fit_ngrams, features, problem.classes, len(problem.outputs), folds
    ):
        rows.append(outside)
        logits.append(found)
        progress(0.1 + 0.6 * len(rows) / count, "checking how good it will be")
    tried, scores = np.concatenate(rows), np.concatenate(logits)
    scale = fit_scale(scores, problem.classes[tried])
    return scale, Trial(problem, tried, softmax(scores * np.float32(scale)))


def _write(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")


def _about(dataset: Dataset) -> dict[str, Any]:
    found = review(dataset)
    return {
        "dataset_version": dataset.version,
        "examples": found.examples,
        "outputs": found.outputs,
        "counter_examples": sum(e.output == COUNTER_EXAMPLE for e in dataset.examples),
        "duplicates": len(found.duplicates),
        "conflicts": len(found.conflicts),
        "thin": tuple(thin.output for thin in found.thin),
    }
