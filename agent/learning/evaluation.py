"""Test a served model with examples."""

from collections.abc import Callable, Sequence

import numpy as np

from agent.learning import measures
from agent.learning.answers import alternatives
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, Example
from agent.learning.outcome import TrialOutcome
from agent.learning.predictor import Prediction, Predictor
from agent.learning.report import TestReport, Wrong

Draw = Callable[[TrialOutcome], None]


def evaluate(predictor: Predictor, dataset: Dataset, draw: Draw | None = None) -> TestReport:
    """What the classifier itself answers to every example, exact memory aside.

    `draw` is given the outcome, if somebody wants to see it.
    """
    dataset = _in_classes(dataset, predictor.outputs)
    texts = [example.input for example in dataset.examples]
    answers = predictor.classify(texts)
    expected = [example.output for example in dataset.examples]
    predicted = [answer.output for answer in answers]
    right = [e == p for e, p in zip(expected, predicted, strict=True)]
    confidence = np.array([answer.confidence for answer in answers], np.float32)
    if draw:
        draw(
            TrialOutcome(
                expected=tuple(expected),
                predicted=tuple(predicted),
                confidence=tuple(confidence.tolist()),
                threshold=predictor.threshold,
            )
        )
    return TestReport(
        n=len(right),
        right=sum(right),
        accuracy=sum(right) / len(right),
        interval=measures.interval(sum(right), len(right)),
        macro_f1=measures.macro_f1(measures.scores(expected, predicted)),
        calibration_error=measures.calibration_error(confidence, np.array(right)),
        wrong=_wrong(dataset, answers),
        confusions=tuple(measures.confusions(texts, expected, predicted)),
        **_at_threshold(expected, answers),
    )


def _in_classes(dataset: Dataset, outputs: Sequence[str]) -> Dataset:
    """Each expected alternative as the answer that it is one of."""
    owners = {each: output for output in outputs for each in alternatives(output)}
    owners |= {output: output for output in outputs}
    return Dataset(
        tuple(Example(e.input, owners.get(e.output, e.output)) for e in dataset.examples)
    )


def _wrong(dataset: Dataset, answers: Sequence[Prediction]) -> tuple[Wrong, ...]:
    return tuple(
        Wrong(
            line=line,
            input=example.input,
            expected=example.output,
            predicted=answer.output,
            confidence=answer.confidence,
        )
        for line, (example, answer) in enumerate(zip(dataset.examples, answers, strict=True), 1)
        if example.output != answer.output
    )


def _at_threshold(
    expected: Sequence[str], answers: Sequence[Prediction]
) -> dict[str, float | None]:
    pairs = list(zip(expected, answers, strict=True))
    wanted = [(e, a) for e, a in pairs if e != COUNTER_EXAMPLE]
    unwanted = [a for e, a in pairs if e == COUNTER_EXAMPLE]
    return {
        "coverage": _share([a.known for _, a in wanted]),
        "accuracy_at_threshold": _share([e == a.output for e, a in wanted if a.known]),
        "refused": _share([not a.known for a in unwanted]),
    }


def _share(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None
