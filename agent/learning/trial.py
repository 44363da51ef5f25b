"""What held-out lines say about a problem and the classifier for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.learning import measures
from agent.learning.comparison import HeldOut, held_out
from agent.learning.outcome import TrialOutcome
from agent.learning.problem import Problem
from agent.learning.report import SuspectLine
from agent.learning.vectoriser import Floats

_SHOWN = 3
_SUSPECTS = 5
_SURE = 0.85
_ENOUGH = 6
"""Lines an answer must have before one of them can be told to be wrong."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What held-out texts would have been answered, the ones at `places` of a trial: the class that
    was `predicted` where the `confidence` in it reaches `threshold`; else some are `asked` back."""

    places: NDArray[np.intp]
    predicted: NDArray[np.intp]
    confidence: Floats
    asked: NDArray[np.bool_]
    threshold: float


@dataclass(frozen=True, slots=True)
class Trial:
    """The texts of `problem` that were held out, as positions, and their probabilities
    [texts, classes], each from a classifier that had not seen the text; what is missing from one is
    the chance of none of them."""

    problem: Problem
    rows: NDArray[np.intp]
    probabilities: Floats

    @property
    def classes(self) -> NDArray[np.intp]:
        """The true classes."""
        return self.problem.classes[self.rows]

    @property
    def predicted(self) -> NDArray[np.intp]:
        """The likeliest classes."""
        return np.asarray(self.probabilities.argmax(axis=1), np.intp)

    @property
    def confidence(self) -> Floats:
        """The probability of the likeliest class."""
        return np.asarray(self.probabilities.max(axis=1), np.float32)

    def names(self, classes: NDArray[np.intp]) -> list[str]:
        """Class numbers as outputs."""
        return [self.problem.outputs[number] for number in classes]

    def by_confidence(self, answer: float, ask: float) -> "Gate":
        """The likeliest class is the answer, or asked back, from these confidences on."""
        every = np.arange(len(self.rows))
        asked = (self.confidence >= ask) & (self.confidence < answer)
        return Gate(every, self.predicted, self.confidence, asked, answer)

    def outcome(self, gate: Gate, curve: Sequence[tuple[int, float]]) -> TrialOutcome:
        """What there is to draw."""
        expected, predicted = self.names(self.classes[gate.places]), self.names(gate.predicted)
        return TrialOutcome(
            expected=tuple(expected),
            predicted=tuple(predicted),
            confidence=tuple(gate.confidence.tolist()),
            threshold=gate.threshold,
            curve=tuple(curve),
        )

    def held_out(self) -> HeldOut:
        """What to compare the next model with."""
        texts = [self.problem.texts[row] for row in self.rows]
        right = (self.predicted == self.classes).tolist()
        return held_out(zip(texts, self.names(self.classes), right, strict=True))

    def suspects(self) -> tuple[SuspectLine, ...]:
        """The lines that the others contradict most, likeliest mistake first.

        Only answers with enough lines are judged, and judge: of three lines one says little about
        the others, and most of what then looks wrong is right.
        """
        among = self.probabilities / self.probabilities.sum(axis=1, keepdims=True)
        own = among[np.arange(len(self.rows)), self.classes]
        lines = np.bincount(self.problem.classes, minlength=len(self.problem.outputs))
        enough = (lines[self.classes] >= _ENOUGH) & (lines[self.predicted] >= _ENOUGH)
        sure = among.max(axis=1) > _SURE
        doubted = np.flatnonzero((self.predicted != self.classes) & enough & sure)
        order = doubted[np.argsort(own[doubted], kind="stable")][:_SUSPECTS]
        return tuple(self._suspect(place, float(among[place].max())) for place in order.tolist())

    def figures(self, gate: "Gate") -> dict[str, Any]:
        """The fields of a TrainingReport that held-out lines give."""
        expected, predicted = self.names(self.classes), self.names(self.predicted)
        right = self.predicted == self.classes
        known = gate.confidence >= gate.threshold
        answered = gate.predicted == self.classes[gate.places]
        found = measures.scores(expected, predicted)
        texts = [self.problem.texts[row] for row in self.rows]
        return {
            "held_out": len(self.rows),
            "accuracy": float(right.mean()),
            "interval": measures.interval(int(right.sum()), len(right)),
            "macro_f1": measures.macro_f1(found),
            "coverage": float(known.mean()),
            "accuracy_at_threshold": float(answered[known].mean()) if known.any() else None,
            "asked": float(gate.asked.mean()),
            "calibration_error": measures.calibration_error(self.confidence, right),
            "worst": tuple(sorted((s for s in found if s.f1 < 1), key=lambda s: s.f1)[:_SHOWN]),
            "confusions": tuple(measures.confusions(texts, expected, predicted)[:_SHOWN]),
            "suspects": self.suspects(),
        }

    def _suspect(self, position: int, confidence: float) -> SuspectLine:
        row = self.rows[position]
        outputs = self.problem.outputs
        return SuspectLine(
            line=self.problem.lines[row],
            input=self.problem.texts[row],
            output=outputs[self.classes[position]],
            proposal=outputs[self.predicted[position]],
            confidence=confidence,
        )
