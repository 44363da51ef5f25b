"""Datasets: what the agent is taught, read from files and looked over before training."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from agent.learning.errors import DatasetError
from agent.learning.formats.reader import records
from agent.learning.formats.record import Record, kind
from agent.learning.normalise import normalise, tidy, unfolded

__all__ = [
    "COUNTER_EXAMPLE",
    "NONE_OF_IT",
    "Conflict",
    "Dataset",
    "DatasetError",
    "DatasetLimits",
    "Example",
    "Review",
    "Underrepresented",
    "check",
    "deduplicate",
    "parse",
    "review",
]

COUNTER_EXAMPLE = ""
"""The output of an input that is not to be answered; in JSON it is written `null`."""

NONE_OF_IT = "(none of it)"
"""The output of what only stands beside what was taught, so that it is told apart."""

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One thing taught: to `input` the agent answers `output`.

    The output is kept tidy, so that blanks, or two ways in which Unicode writes the same letter,
    never make two answers of one.
    """

    input: str
    output: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "output", tidy(self.output))


@dataclass(frozen=True, slots=True)
class DatasetLimits:
    """What a dataset may measure: bytes of the file, examples, characters of one text."""

    bytes: int = 32 * 2**20
    examples: int = 100_000
    characters: int = 2_000


@dataclass(frozen=True, slots=True)
class Dataset:
    """Examples in the order they were taught."""

    examples: tuple[Example, ...]

    @property
    def version(self) -> str:
        """The SHA-256 of the dataset's file as `to_json` writes it, in hex."""
        return hashlib.sha256(self.to_json()).hexdigest()

    @property
    def outputs(self) -> tuple[str, ...]:
        """The answers, in order of first appearance, counter-examples' empty one left out."""
        return tuple(dict.fromkeys(e.output for e in self.examples if e.output != COUNTER_EXAMPLE))

    @property
    def own(self) -> "Dataset":
        """What was taught, without what only stands beside it."""
        return Dataset(tuple(e for e in self.examples if e.output != NONE_OF_IT))

    def to_json(self) -> bytes:
        """`{"data": [...]}` in UTF-8, one example a line; `parse` reads it back unchanged."""
        lines = (
            json.dumps({"input": e.input, "output": e.output or None}, ensure_ascii=False)
            for e in self.examples
        )
        return ('{"data": [\n' + ",\n".join(lines) + "\n]}\n").encode()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One input taught with several outputs, and the lines (from 1) where."""

    input: str
    outputs: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Underrepresented:
    """An output with so few examples that it will be learned badly."""

    output: str
    examples: int


@dataclass(frozen=True, slots=True)
class Review:
    """What to know of a dataset before training; `duplicates` are the lines (from 1) that repeat
    an earlier input with the same output."""

    examples: int
    outputs: int
    duplicates: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    underrepresented: tuple[Underrepresented, ...]


_SHAPE = '{"input": "...", "output": "..."}'


def parse(content: bytes, name: str, limits: DatasetLimits = DatasetLimits()) -> Dataset:
    """Read a file called `name`, of any format in agent/learning/formats.

    Raises DatasetError with one sentence that says what was wrong, where, and what was expected.
    """
    try:
        return _parse(content, name, limits)
    except DatasetError as error:
        raise DatasetError("dataset.in_file", file=name, problem=error.message) from None


def check(value: object, limits: DatasetLimits = DatasetLimits()) -> Example:
    """An example from `{"input": ..., "output": ...}`, or DatasetError saying what is wrong."""
    if not isinstance(value, dict):
        raise DatasetError("problem.not_an_example", shape=_SHAPE, found=kind(value))
    for field in ("input", "output"):
        if field not in value:
            raise DatasetError("problem.no_field", field=field)
    output = value["output"]
    return Example(
        _text(value["input"], "input", limits),
        COUNTER_EXAMPLE if output is None else _text(output, "output", limits),
    )


def review(dataset: Dataset) -> Review:
    """Count what is there, and find duplicates, conflicts and answers with too few examples."""
    groups = list(_groups(dataset))
    return Review(
        examples=len(dataset.examples),
        outputs=len(dataset.outputs),
        duplicates=tuple(sorted(line for group in groups for line in _repeats(dataset, group))),
        conflicts=tuple(
            Conflict(dataset.examples[group[0] - 1].input, outputs, group)
            for group in groups
            if len(outputs := _outputs(dataset, group)) > 1
        ),
        underrepresented=_underrepresented(dataset),
    )


def deduplicate(dataset: Dataset, keep: Literal["first", "last"]) -> Dataset:
    """The dataset without duplicates; where answers conflict, the first or the last one stays."""
    kept: set[int] = set()
    for group in _groups(dataset):
        outputs = [dataset.examples[line - 1].output for line in group]
        chosen = outputs[0] if keep == "first" else outputs[-1]
        kept.add(group[outputs.index(chosen)])
    return Dataset(tuple(e for line, e in enumerate(dataset.examples, 1) if line in kept))


def _parse(content: bytes, name: str, limits: DatasetLimits) -> Dataset:
    if len(content) > limits.bytes:
        raise DatasetError("problem.too_many_bytes", bytes=len(content), most=limits.bytes)
    found = records(content, name)
    examples = tuple(_example(record, limits) for record in islice(found, limits.examples))
    more = sum(1 for _ in found)
    if more:
        count = limits.examples + more
        raise DatasetError("problem.too_many_examples", count=count, most=limits.examples)
    if not examples:
        raise DatasetError("problem.no_examples")
    return Dataset(examples)


def _example(record: Record, limits: DatasetLimits) -> Example:
    try:
        return check(record.value, limits)
    except DatasetError as error:
        raise DatasetError("dataset.at", place=record.place, problem=error.message) from None


def _text(value: object, field: str, limits: DatasetLimits) -> str:
    if not isinstance(value, str):
        raise DatasetError("problem.not_text", field=field, found=kind(value))
    if not value.strip():
        raise DatasetError(f"problem.empty_{field}")
    if (length := unfolded(value)) > (most := limits.characters):
        raise DatasetError("problem.too_long", field=field, length=length, most=most)
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise DatasetError("problem.broken_character", field=field)
    return value


def _groups(dataset: Dataset) -> Iterator[tuple[int, ...]]:
    lines: dict[str, list[int]] = {}
    for line, example in enumerate(dataset.examples, 1):
        lines.setdefault(normalise(example.input), []).append(line)
    return map(tuple, lines.values())


def _outputs(dataset: Dataset, lines: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(dataset.examples[line - 1].output for line in lines))


def _repeats(dataset: Dataset, lines: tuple[int, ...]) -> Iterator[int]:
    seen: set[str] = set()
    for line in lines:
        output = dataset.examples[line - 1].output
        if output in seen:
            yield line
        seen.add(output)


def _underrepresented(dataset: Dataset) -> tuple[Underrepresented, ...]:
    counts = dict.fromkeys(dataset.outputs, 0)
    for example in dataset.examples:
        if example.output in counts:
            counts[example.output] += 1
    return tuple(Underrepresented(output, n) for output, n in counts.items() if n < FEWEST)
