"""Lessons so small that what nobody taught must stand beside them to be told apart."""

from collections.abc import Callable

from agent.learning.dataset import NONE_OF_IT, Dataset, Example
from agent.learning.normalise import normalise

BESIDE = 6
"""Sentences, about, beside a lesson; with more, the classifier expects so little of one line that
it never takes it for the best."""
UNTRIED = 4
"""Of fewer lines too few can be held out to try how answers are told apart."""


def beside_others(dataset: Dataset, small_talk: Callable[[], Dataset]) -> Dataset:
    """A single answer, or hardly any lines, with sentences of our small talk beside it; any other
    dataset as it is."""
    lines, answers = len(dataset.examples), len(dataset.outputs)
    if not lines or (answers > 1 and lines >= UNTRIED):
        return dataset
    taught = {normalise(example.input) for example in dataset.examples}
    others = [e.input for e in small_talk().examples if normalise(e.input) not in taught]
    beside = (Example(text, NONE_OF_IT) for text in others[:: max(1, len(others) // BESIDE)])
    return Dataset((*dataset.examples, *beside))
