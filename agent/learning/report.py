"""What training and testing say about themselves: for the eye, the ear and other programs."""

from pydantic import BaseModel, ConfigDict


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True)


class ClassScore(_Report):
    """How well one answer is found: F1 in 0..1 over its examples."""

    output: str
    f1: float
    examples: int


class Confusion(_Report):
    """How often `expected` was answered with `predicted`."""

    expected: str
    predicted: str
    count: int


class Suspect(_Report):
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
    """What training found out about a dataset and the model made from it."""

    dataset_version: str
    model: str
    examples: int
    outputs: int
    duplicates: int
    conflicts: int
    counter_examples: int
    thin: tuple[str, ...]
    accuracy: float | None
    interval: tuple[float, float] | None
    macro_f1: float | None
    threshold: float
    coverage: float | None
    accuracy_at_threshold: float | None
    calibration_error: float | None
    worst: tuple[ClassScore, ...]
    confusions: tuple[Confusion, ...]
    suspects: tuple[Suspect, ...]
    seconds: float
    warnings: tuple[str, ...]
    previous_accuracy: float | None = None

    def text(self) -> str:
        """The report for the eye, some lines of plain text."""
        raise NotImplementedError

    def sentence(self) -> str:
        """The report for the ear, one sentence."""
        raise NotImplementedError

    def better_than(self, previous: "TrainingReport") -> bool:
        """Whether held-out accuracy did not fall."""
        raise NotImplementedError


class TestReport(_Report):
    """What a model did with examples it was not taught."""

    n: int
    accuracy: float
    interval: tuple[float, float]
    macro_f1: float
    coverage: float
    accuracy_at_threshold: float | None
    wrong: tuple[Wrong, ...]
    confusions: tuple[Confusion, ...]

    def text(self) -> str:
        """The report for the eye, some lines of plain text."""
        raise NotImplementedError

    def sentence(self) -> str:
        """The report for the ear, one sentence."""
        raise NotImplementedError
