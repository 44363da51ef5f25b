"""A dataset as a classification problem: texts and class numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agent.learning.dataset import Dataset, Example
from agent.learning.errors import DatasetError
from agent.learning.normalise import normalise


@dataclass(frozen=True, slots=True)
class Problem:
    """What is learned from: each text with its class, the names of the classes, the lines (from 1)
    of the dataset the texts stand on, and the counter-examples, which are no class."""

    texts: tuple[str, ...]
    classes: NDArray[np.intp]
    outputs: tuple[str, ...]
    lines: tuple[int, ...]
    counters: tuple[str, ...] = ()


def to_classification(dataset: Dataset) -> Problem:
    """The problem without duplicates, which would be seen in training and in testing alike.

    Raises DatasetError where there are not at least two different answers.
    """
    if len(dataset.outputs) < 2:
        raise DatasetError("dataset.too_few_answers", outputs=len(dataset.outputs))
    first: dict[tuple[str, str], tuple[int, Example]] = {}
    for line, example in enumerate(dataset.examples, 1):
        first.setdefault((normalise(example.input), example.output), (line, example))
    taught = [(line, example) for line, example in first.values() if example.output]
    numbers = {output: number for number, output in enumerate(dataset.outputs)}
    return Problem(
        tuple(example.input for _, example in taught),
        np.array([numbers[example.output] for _, example in taught], np.intp),
        dataset.outputs,
        tuple(line for line, _ in taught),
        tuple(example.input for _, example in first.values() if not example.output),
    )


def memory(dataset: Dataset) -> dict[str, str]:
    """Normalised inputs and their one answer; inputs with several answers are left out."""
    answers: dict[str, set[str]] = {}
    for example in dataset.examples:
        answers.setdefault(normalise(example.input), set()).add(example.output)
    return {key: next(iter(found)) for key, found in answers.items() if len(found) == 1}
