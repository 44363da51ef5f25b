"""What training and testing find out about a model; `wording` says it."""

from pydantic import BaseModel, ConfigDict

from agent.learning.comparison import Comparison


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True)


class ClassScore(_Report):
    """How well one output is found: F1 in 0..1 over its examples."""

    output: str
    f1: float
    examples: int


class Confusion(_Report):
    """How often `expected` was answered with `predicted`, and the first line of which it was."""

    expected: str
    predicted: str
    count: int
    example: str = ""


class NextLesson(_Report):
    """What would help most: so many more lines for an answer, one of which is `example`."""

    output: str
    example: str
    more: int


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
    next_lesson: NextLesson | None = None

    @property
    def better(self) -> bool:
        """Whether the model is not worse than the one before; without one, or with too few lines
        that both have, there is nothing it could be worse than."""
        return self.comparison is None or self.comparison.better


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
