"""What training and testing say about themselves: for the eye, the ear and other programs."""

from pydantic import BaseModel, ConfigDict

from agent.learning import wording
from agent.learning.comparison import Comparison


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True)


class ClassScore(_Report):
    """How well one output is found: F1 in 0..1 over its examples."""

    output: str
    f1: float
    examples: int


class Confusion(_Report):
    """How often `expected` was answered with `predicted`."""

    expected: str
    predicted: str
    count: int


class SuspectLine(_Report):
    """A line (from 1) that looks mislabelled, and the answer the others speak for."""

    line: int
    input: str
    output: str
    proposal: str
    confidence: float


class Wrong(_Report):
    """A test line (from 1) answered wrongly."""

    line: int
    input: str
    expected: str
    predicted: str
    confidence: float


class TrainingReport(_Report):
    """What training found out about a dataset and the model made from it.

    Shares are 0..1 and come from lines held out of training (`held_out` of them); where too few
    can be held out they are None. `interval` holds the true accuracy with 95 % certainty.
    """

    dataset_version: str
    model: str
    examples: int
    outputs: int
    counter_examples: int
    duplicates: int
    conflicts: int
    underrepresented: tuple[str, ...] = ()
    threshold: float
    seconds: float
    comparison: Comparison | None = None
    held_out: int = 0
    accuracy: float | None = None
    interval: tuple[float, float] | None = None
    macro_f1: float | None = None
    coverage: float | None = None
    accuracy_at_threshold: float | None = None
    asked: float | None = None
    calibration_error: float | None = None
    worst: tuple[ClassScore, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    suspects: tuple[SuspectLine, ...] = ()

    def text(self) -> str:
        """The report for the eye, some lines of plain text."""
        return "\n".join(
            [
                f"Trained on {wording.count(self.examples, 'example')} of "
                f"{wording.count(self.outputs, 'answer')} in {self.seconds:.1f} s ({self.model}).",
                *self._accuracy_lines(),
                *self._data_lines(),
                *(f"Weakest: {s.output} (F1 {s.f1:.2f}, {s.examples} tried)" for s in self.worst),
                *(wording.confusion(c.expected, c.predicted, c.count) for c in self.confusions),
                *(
                    f"Line {s.line}, “{wording.shorten(s.input)}”, says {wording.name(s.output)}; "
                    f"it looks like {wording.name(s.proposal)} ({s.confidence:.0%})."
                    for s in self.suspects
                ),
            ]
        )

    def sentence(self) -> str:
        """The report for the ear, one sentence."""
        start = f"Trained on {wording.count(self.examples, 'example')}"
        if self.interval is None:
            return f"{start}, too few to say how good I am."
        before = self._change()
        mixed = "".join(
            f"; I mix up {wording.spoken(c.expected)} with {wording.spoken(c.predicted)} most"
            for c in self.confusions[:1]
        )
        return f"{start}: I expect to be right {wording.between(*self.interval)}{before}{mixed}."

    @property
    def better(self) -> bool:
        """Whether the model is not worse than the one before; without one, or with too few lines
        that both have, there is nothing it could be worse than."""
        return self.comparison is None or self.comparison.better

    def _change(self) -> str:
        if self.comparison is None:
            return ""
        before, after = round(10 * self.comparison.before), round(10 * self.comparison.after)
        if before == after:
            return ", as often as before"
        return ", more often than before" if after > before else ", less often than before"

    def _accuracy_lines(self) -> list[str]:
        if self.accuracy is None or self.interval is None:
            return ["Too few examples an answer to hold some out and say how good this is."]
        before = ""
        if found := self.comparison:
            before = (
                f"; of the {found.lines:,} both have {found.after:.0%}, before {found.before:.0%}"
            )
        low, high = self.interval
        return [
            f"Right on {self.accuracy:.0%} of examples it had not seen "
            f"({low:.0%} to {high:.0%}){before}; macro-F1 {self.macro_f1:.2f}.",
            f"It answers {self.coverage:.0%} of them, {self.accuracy_at_threshold or 0:.0%} of "
            f"these rightly, and asks back at {self.asked or 0:.0%}; else it says it does not "
            "know.",
        ]

    def _data_lines(self) -> list[str]:
        counted = {
            "duplicate": self.duplicates,
            "conflict": self.conflicts,
            "counter-example": self.counter_examples,
        }
        found = [wording.count(number, what) for what, number in counted.items() if number]
        lines = [f"In the data: {', '.join(found)}."] if found else []
        if self.underrepresented:
            lines.append(f"Fewer than five examples: {wording.listing(self.underrepresented)}.")
        return lines


class TestReport(_Report):
    """What a model did with `n` examples, its exact memory left aside; shares are 0..1.

    `accuracy` is that of a forced choice. `coverage` is the share of examples with an answer that
    reached the threshold, `accuracy_at_threshold` the share of those answered rightly, `refused`
    the share of counter-examples that were rightly not answered; None where there were none.
    """

    n: int
    right: int
    accuracy: float
    interval: tuple[float, float]
    macro_f1: float
    coverage: float | None
    accuracy_at_threshold: float | None
    refused: float | None
    calibration_error: float
    wrong: tuple[Wrong, ...]
    confusions: tuple[Confusion, ...]

    def text(self) -> str:
        """The report for the eye, some lines of plain text."""
        low, high = self.interval
        lines = [
            f"{self.right} of {self.n} right: {self.accuracy:.0%} ({low:.0%} to {high:.0%}); "
            f"macro-F1 {self.macro_f1:.2f}."
        ]
        if self.coverage is not None:
            lines.append(
                f"It would have answered {self.coverage:.0%}, "
                f"{self.accuracy_at_threshold or 0:.0%} of these rightly."
            )
        if self.refused is not None:
            lines.append(f"It left {self.refused:.0%} of the counter-examples unanswered.")
        lines += [wording.confusion(c.expected, c.predicted, c.count) for c in self.confusions[:5]]
        lines += [
            f"Line {w.line}, “{wording.shorten(w.input)}”: {wording.name(w.predicted)} "
            f"({w.confidence:.0%}), should be {wording.name(w.expected)}."
            for w in self.wrong[:10]
        ]
        return "\n".join(lines)

    def sentence(self) -> str:
        """The report for the ear, one sentence."""
        if self.n <= wording.LARGEST:
            return f"{wording.number(self.right).capitalize()} of {wording.number(self.n)} right."
        return f"{wording.part(self.accuracy).capitalize()} of {self.n:,} right."
