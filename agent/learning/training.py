"""Fit a model to a dataset and write it, with its report, into a folder."""

import json
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from agent.learning import ngrams
from agent.learning.advice import next_lesson
from agent.learning.calibration import (
    SURE,
    fit_reject_logit,
    fit_scales,
    fit_threshold,
    untried_threshold,
)
from agent.learning.classifiers import FEW, Kind, fit_embeddings, fit_machine, kinds
from agent.learning.comparison import HeldOut, compare
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, review
from agent.learning.encoder.encoder import Encoder
from agent.learning.export import place_program
from agent.learning.folder import (
    GRAPH,
    HELD_OUT,
    MEMORY,
    REPORT,
    SETTINGS,
    TRIAL,
    ServingSettings,
    metadata,
    seal,
)
from agent.learning.folds import Fitted, Material, fit_all, learning_curve
from agent.learning.gating import fit_gate, fit_judge, fit_plain_judge
from agent.learning.graph import to_onnx
from agent.learning.judge import Judge
from agent.learning.names import telling
from agent.learning.problem import Problem, memory, to_classification
from agent.learning.question import Reader
from agent.learning.report import TrainingReport
from agent.learning.scorer import Features, Scorer, softmax
from agent.learning.spelling import Spelling
from agent.learning.trial import Gate, Trial
from agent.learning.vectoriser import Vectoriser
from messages import Message, Progress

_FEWEST_HELD_OUT = 4
_FEWEST_FOR_CURVE = 50  # with fewer it shows little but chance
_MOST_FOR_CURVE = 1_000  # with more lines a few more change little, and fitting takes long


@dataclass(frozen=True, slots=True)
class FittedClassifier:
    """What tells answers apart: `features` are those it learned from, texts first, then
    counter-examples; the trial is on lines held out, of which most reach the threshold."""

    vectoriser: Vectoriser
    features: Features
    scorer: Scorer
    threshold: float
    trial: Trial | None


@dataclass(frozen=True, slots=True)
class _Model:
    classifier: FittedClassifier
    judge: Judge | None
    gate: Gate | None
    curve: Sequence[tuple[int, float]]

    @property
    def threshold(self) -> float:
        """The confidence from which on it answers."""
        return self.judge.acceptor.answer if self.judge else SURE


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
    progress(0.0, Message("doing.reading"))
    problem = to_classification(dataset)
    classifier = fit_classifier(problem, encoder, progress)
    progress(0.86, Message("doing.curve"))
    model = _judged(problem, classifier, encoder)
    own = dataset.own
    if own != dataset:
        model = replace(model, gate=None)  # only what stands beside could be held out
    progress(0.9, Message("doing.writing_model"))
    _write(folder, model, problem, encoder)
    (folder / MEMORY).write_text(json.dumps(memory(dataset), ensure_ascii=False), encoding="utf-8")
    trial = classifier.trial
    figures = trial.figures(model.gate) if trial and model.gate else {}
    report = TrainingReport(
        **_about(own),
        **figures,
        dataset_version=dataset.version,
        next_lesson=next_lesson(own, figures.get("worst", ())),
        model="embeddings" if encoder else "n-grams",
        threshold=model.threshold,
        seconds=time.perf_counter() - started,
        comparison=compare(previous, trial.held_out()) if previous and trial and figures else None,
    )
    (folder / REPORT).write_text(report.model_dump_json(indent=1), encoding="utf-8")
    seal(folder)
    progress(1.0, Message("doing.ready"))
    return report


def fit_classifier(
    problem: Problem, encoder: Encoder | None, progress: Progress
) -> FittedClassifier:
    """A classifier in memory."""
    with threadpool_limits(1), warnings.catch_warnings():  # one thread for each kind is enough
        warnings.simplefilter("ignore", ConvergenceWarning)  # the steps are limited on purpose
        warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)
        return _fit_classifier(problem, encoder, progress)


def _fit_classifier(
    problem: Problem, encoder: Encoder | None, progress: Progress
) -> FittedClassifier:
    every = (*problem.texts, *problem.counters)
    vectoriser = ngrams.fit(every, len(problem.outputs))
    progress(0.05, Message("doing.reading"))
    features = features_of(every, vectoriser, encoder)
    material = _material(problem, features, vectoriser, encoder)
    chosen = kinds(len(problem.texts), encoder is not None)
    what = Message("doing.learning")
    fitted = fit_all(chosen, material, lambda part: progress(0.2 + 0.65 * part, what))
    return FittedClassifier(vectoriser, features, *_weigh(problem, chosen, fitted))


def _judged(problem: Problem, found: FittedClassifier, encoder: Encoder | None) -> _Model:
    """With a judge, if there are few lines, and a learning curve; of many lines one is needed for
    counter-examples only."""
    trial, threshold = found.trial, found.threshold
    if len(problem.texts) > FEW:
        plain = fit_plain_judge(problem, found.features, threshold) if problem.counters else None
        return _Model(found, plain, trial.by_confidence(SURE, threshold) if trial else None, ())
    judge = fit_judge(problem, found.features, trial, threshold)
    gate = fit_gate(judge, trial, Reader(found.vectoriser, encoder)) if trial else None
    return _Model(found, judge, gate, _curve(problem, found, encoder))


def _curve(
    problem: Problem, found: FittedClassifier, encoder: Encoder | None
) -> list[tuple[int, float]]:
    if not _FEWEST_FOR_CURVE <= len(problem.texts) <= _MOST_FOR_CURVE:
        return []
    material = _material(problem, found.features, found.vectoriser, encoder)
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return learning_curve(fit_embeddings if encoder else fit_machine, material)


def _material(
    problem: Problem, known: Features, vectoriser: Vectoriser, encoder: Encoder | None
) -> Material:
    """The lines, and of the outputs' names those that help, while there are few lines."""
    lines = known.rows(np.arange(len(problem.texts)))
    spoken = [name.replace("_", " ") for name in problem.outputs]
    names = features_of(spoken, vectoriser, encoder)
    few = len(problem.texts) <= FEW
    chosen = telling(lines, problem.classes, names) if few else np.empty(0, np.intp)
    return Material(lines, problem.classes, len(spoken), names.rows(chosen), chosen)


def features_of(texts: Sequence[str], vectoriser: Vectoriser, encoder: Encoder | None) -> Features:
    """The features of texts, a row each."""
    embeddings = encoder.encode(texts) if encoder else np.empty((len(texts), 0), np.float32)
    return Features(ngrams.matrix(vectoriser, texts), embeddings)


def _weigh(
    problem: Problem, chosen: Sequence[Kind], fitted: Fitted
) -> tuple[Scorer, float, Trial | None]:
    """Weigh the classifiers by their held-out scores and put them together; with the threshold."""
    scales = [kind.scale for kind in chosen]
    tried = problem.classes[fitted.rows]
    enough = len(tried) >= _FEWEST_HELD_OUT
    if enough:
        scales = fit_scales(fitted.logits, tried, scales)
    scaled = (scorer.scaled(s) for scorer, s in zip(fitted.scorers, scales, strict=True))
    scorer = reduce(Scorer.plus, scaled)
    if not enough:
        return scorer, untried_threshold(len(problem.outputs)), None
    scores = (np.float32(s) * found for s, found in zip(scales, fitted.logits, strict=True))
    logits = reduce(np.add, scores)
    nothing = fit_reject_logit(logits)
    chances = softmax(np.pad(logits, ((0, 0), (0, 1)), constant_values=np.float32(nothing)))
    trial = Trial(problem, fitted.rows, chances[:, :-1])
    whole = scorer.beside(nothing)
    blank = float(softmax(whole.bias)[:-1].max())
    return whole, fit_threshold(trial.confidence, blank, len(problem.outputs)), trial


def _write(folder: Path, model: _Model, problem: Problem, encoder: Encoder | None) -> None:
    found = model.classifier
    many = len(problem.texts) > FEW
    settings = ServingSettings(
        outputs=problem.outputs,
        threshold=SURE if many else found.threshold,
        ask=found.threshold if many else None,
        encoder=encoder.fingerprint if encoder else None,
        judged=model.judge is not None,
    )
    (folder / SETTINGS).write_text(settings.model_dump_json(indent=1), encoding="utf-8")
    (folder / GRAPH).write_bytes(to_onnx(found.scorer, metadata(settings)))
    found.vectoriser.save(folder)
    if encoder:
        Spelling.of((*problem.texts, *problem.counters), found.vectoriser).save(folder)
    if model.judge:
        model.judge.save(folder)
    place_program(folder)
    if found.trial and model.gate:
        found.trial.outcome(model.gate, model.curve).save(folder / TRIAL)
        found.trial.held_out().save(folder / HELD_OUT)


def _about(dataset: Dataset) -> dict[str, Any]:
    found = review(dataset)
    return {
        "examples": found.examples,
        "outputs": found.outputs,
        "counter_examples": sum(e.output == COUNTER_EXAMPLE for e in dataset.examples),
        "duplicates": len(found.duplicates),
        "conflicts": len(found.conflicts),
        "underrepresented": tuple(each.output for each in found.underrepresented),
    }
