"""A judge for a problem, and what it makes of the lines held out."""

from collections.abc import Callable

import numpy as np

from agent.learning import precedents
from agent.learning.acceptor import Verdict, by_probability, usual
from agent.learning.calibration import SURE
from agent.learning.judge import Judge
from agent.learning.language import is_english
from agent.learning.likeness import ByMeaning, ByNgrams, Likeness
from agent.learning.precedents import Precedents
from agent.learning.problem import Problem
from agent.learning.question import Reader
from agent.learning.scorer import Features
from agent.learning.trial import Gate, Trial

_MOST_TRIED = 200
_MOST_LINES, _MOST_COUNTERS = 10_000, 2_000
_USUALLY_RIGHT = (1.6, 2)  # as if so many more held-out lines had been right, of so many more


def fit_judge(problem: Problem, features: Features, trial: Trial | None, threshold: float) -> Judge:
    """`features` are those of the problem's texts, then of its counter-examples."""
    known = fit_precedents(problem, features, trial, threshold)
    embedded = features.dense.shape[1] > 0
    return Judge(known, usual(embedded, is_english(problem.texts)))


def fit_plain_judge(problem: Problem, features: Features, threshold: float) -> Judge:
    """For many lines: by the classifier's probability, and by nearness to counter-examples."""
    most = max(1, _MOST_LINES // len(problem.outputs))
    rows = precedents.kept(problem.classes, len(problem.outputs), most)
    counters = precedents.spread(len(problem.counters), _MOST_COUNTERS)
    known = Precedents(
        lines=(
            *(tuple(problem.texts[row] for row in own) for own in rows),
            tuple(problem.counters[place] for place in counters),
        ),
        likeness=_likeness(features.rows(np.concatenate([*rows, len(problem.texts) + counters]))),
        tight=(0.0,) * len(rows),
        apart=0.0,
        accuracy=0.0,
        threshold=threshold,
    )
    return Judge(known, by_probability(SURE, threshold))


def fit_precedents(
    problem: Problem, features: Features, trial: Trial | None, threshold: float
) -> Precedents:
    """What answers are judged by; the arguments are as above."""
    rows = precedents.kept(problem.classes, len(problem.outputs))
    texts = [tuple(problem.texts[row] for row in own) for own in rows]
    chosen = np.concatenate(rows)
    counters = np.arange(len(problem.texts), len(problem.texts) + len(problem.counters))
    like = _likeness(features.rows(np.append(chosen, counters)))
    among = like.among()[: len(chosen), : len(chosen)]
    owners = problem.classes[chosen]
    return Precedents(
        lines=(*texts, problem.counters),
        likeness=like,
        tight=precedents.tightness(among, owners, len(rows)),
        apart=precedents.apartness(among, owners),
        accuracy=_accuracy(trial),
        threshold=threshold,
    )


def fit_gate(judge: Judge, trial: Trial, reader: Reader) -> Gate:
    """What becomes of held-out lines, 200 at most, each as if it had not been taught."""
    count = len(trial.rows)
    places = np.linspace(0, count - 1, min(count, _MOST_TRIED)).round().astype(np.intp)
    questions = reader.read([trial.problem.texts[row] for row in trial.rows[places]])
    without = _without(judge, trial.problem)
    found = [
        without(int(trial.rows[place])).judge(question, trial.probabilities[place])
        for place, question in zip(places, questions, strict=True)
    ]
    return Gate(
        places,
        np.array([judgement.ranking[0][0] for judgement in found], np.intp),
        np.array([judgement.ranking[0][1] for judgement in found], np.float32),
        np.array([judgement.verdict is Verdict.ASK for judgement in found], bool),
        judge.acceptor.answer,
    )


def _without(judge: Judge, problem: Problem) -> Callable[[int], Judge]:
    """The judge that does not know the text at a position of the problem."""
    rows = precedents.kept(problem.classes, len(problem.outputs))
    places = {
        int(row): (answer, place)
        for answer, own in enumerate(rows)
        for place, row in enumerate(own)
    }
    return lambda row: judge.without(*places[row]) if row in places else judge


def _likeness(lines: Features) -> Likeness:
    if lines.dense.shape[1]:
        return ByMeaning.of(lines.dense)
    return ByNgrams.of(lines.sparse)


def _accuracy(trial: Trial | None) -> float:
    right, of = _USUALLY_RIGHT
    if trial:
        right += int((trial.predicted == trial.classes).sum())
        of += len(trial.rows)
    return right / of
