"""Who judges: our model by its confidence alone, and peers by theirs."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from agent.learning.dataset import Dataset
from agent.learning.encoder.encoder import Encoder
from agent.learning.predictor import Predictor
from agent.learning.problem import to_classification
from agent.learning.scorer import softmax
from agent.learning.training import features_of, fit_classifier, train
from bench.judging.tasks import Task
from bench.learners.learner import Learner, Scored
from bench.learners.peers import ScikitLearn

FAR = 0.05
"""The share of far questions that peers may answer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a question is `answered`, else asked back if there are `choices`; best first."""

    answered: bool
    choices: tuple[str, ...]


class Judge(Protocol):
    """Learns from a dataset and judges questions."""

    name: str

    def fit(self, taught: Dataset) -> None:
        """Learn anew."""

    def judge(self, questions: Sequence[str]) -> list[Judged]:
        """What becomes of each question."""


class Ours:
    """Our model as it is served."""

    def __init__(self, name: str, encoder: Encoder | None) -> None:
        self.name = name
        self._encoder = encoder

    def fit(self, taught: Dataset) -> None:
        with tempfile.TemporaryDirectory(prefix="understudy-bench-") as name:
            folder = Path(name)
            train(taught, folder, progress=lambda _part, _what: None, encoder=self._encoder)
            self._predictor = Predictor.load(folder, self._encoder)

    def judge(self, questions: Sequence[str]) -> list[Judged]:
        found = [self._predictor.predict(question) for question in questions]
        return [Judged(p.known, (p.output,) if p.known else p.choices) for p in found]


class ByConfidence:
    """The classifier of our model without its judge, answering from the confidence on that 95 % of
    the held-out lines reach: the rule before there was a judge."""

    def __init__(self, name: str, encoder: Encoder | None) -> None:
        self.name = name
        self._encoder = encoder

    def fit(self, taught: Dataset) -> None:
        problem = to_classification(taught)
        self._outputs = problem.outputs
        self._found = fit_classifier(problem, self._encoder, lambda _part, _what: None)

    def judge(self, questions: Sequence[str]) -> list[Judged]:
        found = features_of(questions, self._found.vectoriser, self._encoder)
        chances = softmax(self._found.scorer.logits(found))[:, : len(self._outputs)]
        sure = chances.max(axis=1) >= self._found.threshold
        labels = [self._outputs[number] for number in chances.argmax(axis=1)]
        return [Judged(s, (o,) * s) for s, o in zip(sure.tolist(), labels, strict=True)]


class Peer:
    """Another learner, answering from one score on in all tasks: the one that lets FAR of the far
    questions of the tasks for tuning pass."""

    def __init__(self, learner: Learner, tuning: Sequence[Task]) -> None:
        self.name = learner.name
        self._learner = learner
        far = [score for task in tuning for _, score in _tried(learner, task)]
        self._bar = float(np.quantile(far, 1 - FAR))

    def fit(self, taught: Dataset) -> None:
        _learn(self._learner, taught)

    def judge(self, questions: Sequence[str]) -> list[Judged]:
        found = self._learner.label(questions)
        return [Judged(sure >= self._bar, (label,) * (sure >= self._bar)) for label, sure in found]


class ByMargin(ScikitLearn):
    """Scores are distances to the border, which mean the same whatever the number of classes."""

    name = "TF-IDF + SVC"

    def label(self, texts: Sequence[str]) -> list[Scored]:
        scores = self.scores(texts)
        labels = self.classes[scores.argmax(axis=1)].tolist()
        return list(zip(labels, scores.max(axis=1).tolist(), strict=True))


def _tried(learner: Learner, task: Task) -> list[Scored]:
    _learn(learner, task.taught)
    return learner.label(task.far)


def _learn(learner: Learner, taught: Dataset) -> None:
    examples = taught.examples
    learner.fit([example.input for example in examples], [example.output for example in examples])
