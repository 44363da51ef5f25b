"""Fit a model to a dataset and write it, with its report, into a folder."""

import json
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from agent.learning import ngrams
from agent.learning.calibration import fit_nothing, fit_scales, fit_threshold, untried_threshold
from agent.learning.classifiers import FEW, Kind, fit_embeddings, fit_machine, kinds
from agent.learning.comparison import HeldOut, compare
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, review
from agent.learning.encoder.encoder import Encoder
from agent.learning.folder import (
    GRAPH,
    HELD_OUT,
    MEMORY,
    REPORT,
    SETTINGS,
    TRIAL,
    ServingSettings,
    seal,
)
from agent.learning.folds import Fitted, Material, fit_all, learning_curve
from agent.learning.graph import to_onnx
from agent.learning.names import telling
from agent.learning.problem import Problem, memory, to_classification
from agent.learning.report import TrainingReport
from agent.learning.scorer import Features, Scorer, softmax
from agent.learning.trial import Trial
from agent.learning.vectoriser import Vectoriser

Progress = Callable[[float, str], None]

_FEWEST_HELD_OUT = 4
_MOST_FOR_CURVE = 1_000  # with more lines a few more change little, and fitting takes long


@dataclass(frozen=True, slots=True)
class _Model:
    vectoriser: Vectoriser
    scorer: Scorer
    trial: Trial | None
    threshold: float
    curve: list[tuple[int, float]]


def train(
    dataset: Dataset,
    folder: Path,
    *,
    progress: Progress,
    encoder: Encoder | None = None,
    previous: HeldOut | None = None,
) -> TrainingReport:
    """Write a served model into the existing empty `folder`.

    With an `encoder` the model weighs n-grams and embeddings by what held-out lines show, and
    needs the same encoder to be served. `progress` hears the part done (0..1) and what is being
    done. Raises DatasetError where there are not at least two different answers.
    """
    started = time.perf_counter()
    progress(0.0, "reading the examples")
    problem = to_classification(dataset)
    with threadpool_limits(1), warnings.catch_warnings():  # one thread for each kind is enough
        warnings.simplefilter("ignore", ConvergenceWarning)  # the steps are limited on purpose
        warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)
        model = _fit(problem, encoder, progress)
    progress(0.9, "writing the model")
    _write(folder, model, problem, encoder)
    (folder / MEMORY).write_text(json.dumps(memory(dataset), ensure_ascii=False), encoding="utf-8")
    report = TrainingReport(
        **_about(dataset),
        **(model.trial.figures(model.threshold) if model.trial else {}),
        model="n-grams and sentence embeddings" if encoder else "n-grams",
        threshold=model.threshold,
        seconds=time.perf_counter() - started,
        comparison=compare(previous, model.trial.held_out()) if previous and model.trial else None,
    )
    (folder / REPORT).write_text(report.model_dump_json(indent=1), encoding="utf-8")
    seal(folder)
    progress(1.0, "ready")
    return report


def _fit(problem: Problem, encoder: Encoder | None, progress: Progress) -> _Model:
    count = len(problem.outputs)
    vectoriser = ngrams.fit(problem.texts, count)
    progress(0.05, "reading the examples")
    material = _material(problem, vectoriser, encoder)
    chosen = kinds(len(problem.texts), encoder is not None)
    what = "learning, and checking how well"
    fitted = fit_all(chosen, material, lambda part: progress(0.2 + 0.65 * part, what))
    progress(0.86, "finding what more examples bring")
    curve = []
    if len(problem.texts) <= _MOST_FOR_CURVE:
        curve = learning_curve(fit_embeddings if encoder else fit_machine, material)
    return _judge(problem, vectoriser, chosen, fitted, curve)


def _material(problem: Problem, vectoriser: Vectoriser, encoder: Encoder | None) -> Material:
    """The lines, and of the outputs' names those that help, while there are few lines."""
    lines = _features(problem.texts, vectoriser, encoder)
    spoken = [name.replace("_", " ") for name in problem.outputs]
    names = _features(spoken, vectoriser, encoder)
    few = len(problem.texts) <= FEW
    chosen = telling(lines, problem.classes, names) if few else np.empty(0, np.intp)
    return Material(lines, problem.classes, len(spoken), names.rows(chosen), chosen)


def _features(texts: Sequence[str], vectoriser: Vectoriser, encoder: Encoder | None) -> Features:
    embeddings = encoder.encode(texts) if encoder else np.empty((len(texts), 0), np.float32)
    return Features(ngrams.matrix(vectoriser, texts), embeddings)


def _judge(
    problem: Problem,
    vectoriser: Vectoriser,
    chosen: Sequence[Kind],
    fitted: Fitted,
    curve: list[tuple[int, float]],
) -> _Model:
    """Weigh the classifiers by their held-out scores and put them together."""
    scales = [kind.scale for kind in chosen]
    tried = problem.classes[fitted.rows]
    enough = len(tried) >= _FEWEST_HELD_OUT
    if enough:
        scales = fit_scales(fitted.logits, tried, scales)
    scaled = (scorer.scaled(s) for scorer, s in zip(fitted.scorers, scales, strict=True))
    scorer = reduce(Scorer.plus, scaled)
    if not enough:
        return _Model(vectoriser, scorer, None, untried_threshold(len(problem.outputs)), curve)
    scores = (np.float32(s) * found for s, found in zip(scales, fitted.logits, strict=True))
    logits = reduce(np.add, scores)
    nothing = fit_nothing(logits)
    chances = softmax(np.pad(logits, ((0, 0), (0, 1)), constant_values=np.float32(nothing)))
    trial = Trial(problem, fitted.rows, chances[:, :-1])
    whole = scorer.beside(nothing)
    blank = float(softmax(whole.bias)[:-1].max())
    threshold = fit_threshold(trial.confidence, blank, len(problem.outputs))
    return _Model(vectoriser, whole, trial, threshold, curve)


def _write(folder: Path, model: _Model, problem: Problem, encoder: Encoder | None) -> None:
    settings = ServingSettings(
        outputs=problem.outputs,
        threshold=model.threshold,
        encoder=encoder.fingerprint if encoder else None,
    )
    (folder / SETTINGS).write_text(settings.model_dump_json(indent=1), encoding="utf-8")
    (folder / GRAPH).write_bytes(to_onnx(model.scorer))
    model.vectoriser.save(folder)
    if model.trial:
        model.trial.outcome(model.threshold, model.curve).save(folder / TRIAL)
        model.trial.held_out().save(folder / HELD_OUT)


def _about(dataset: Dataset) -> dict[str, Any]:
    found = review(dataset)
    return {
        "dataset_version": dataset.version,
        "examples": found.examples,
        "outputs": found.outputs,
        "counter_examples": sum(e.output == COUNTER_EXAMPLE for e in dataset.examples),
        "duplicates": len(found.duplicates),
        "conflicts": len(found.conflicts),
        "underrepresented": tuple(each.output for each in found.underrepresented),
    }
