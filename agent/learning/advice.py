"""What to teach next."""

from collections.abc import Iterable

from agent.learning.dataset import COUNTER_EXAMPLE, FEWEST, Dataset
from agent.learning.report import ClassScore, NextLesson

_MORE = 2
"""Lines that are worth teaching at least."""
_WELL = 0.8
"""An answer with enough lines that is found so well needs none."""


def next_lesson(dataset: Dataset, scores: Iterable[ClassScore]) -> NextLesson | None:
    """The answer that more lines would help most: the one found worst by F1 on lines held out; of
    several the one with the fewest lines. None where all have enough and are found well."""
    found = {score.output: score.f1 for score in scores}
    lines: dict[str, list[str]] = {}
    for example in dataset.examples:
        if example.output != COUNTER_EXAMPLE:
            lines.setdefault(example.output, []).append(example.input)
    weak = [o for o, own in lines.items() if len(own) < FEWEST or found.get(o, 1.0) < _WELL]
    if not weak:
        return None
    output = min(weak, key=lambda each: (found.get(each, 1.0), len(lines[each])))
    own = lines[output]
    return NextLesson(output=output, example=own[0], more=max(_MORE, FEWEST - len(own)))
