"""The lines that answers are judged by."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from agent.learning.exchange import MUCH, exchanged
from agent.learning.likeness import Likeness
from agent.learning.vectoriser import Floats
from agent.learning.wordlist import weighed

MOST = 30
"""So many lines of an answer are kept at most, spread over all of them."""

_USUALLY = 0.6


@dataclass(frozen=True)
class Precedents:
    """The lines answers are judged by: those of answer i are `lines[i]`, the counter-examples are
    last. `tight` [answers] says how alike an answer's lines are, `apart` how alike lines of
    different answers are; `accuracy` and `threshold` are those of the classifier on held-out lines.
    """

    lines: tuple[tuple[str, ...], ...]
    likeness: Likeness
    tight: tuple[float, ...]
    apart: float
    accuracy: float
    threshold: float

    @cached_property
    def slices(self) -> list[slice]:
        """Where each answer's lines are among all."""
        ends = np.cumsum([0, *map(len, self.lines)]).tolist()
        return [slice(start, end) for start, end in pairwise(ends)]

    @cached_property
    def words(self) -> list[list[dict[str, float]]]:
        """The stems of each line, with their weights."""
        return [[weighed(line) for line in own] for own in self.lines]

    @cached_property
    def vocabularies(self) -> list[frozenset[str]]:
        """The stems of each answer's lines."""
        return [frozenset[str]().union(*own) for own in self.words]

    @cached_property
    def homes(self) -> dict[str, int]:
        """In how many answers' lines each stem is."""
        found: dict[str, int] = {}
        for own in self.vocabularies[:-1]:
            for word in own:
                found[word] = found.get(word, 0) + 1
        return found

    @cached_property
    def own(self) -> list[frozenset[str]]:
        """The stems that only one answer's lines have, of each answer."""
        return [frozenset(w for w in own if self.homes[w] == 1) for own in self.vocabularies[:-1]]

    @cached_property
    def sizes(self) -> list[tuple[float, float, float]]:
        """Logarithms of the answer's lines, the answers and all lines, of each answer."""
        counts = list(map(len, self.lines[:-1]))
        return [(log(count), log(len(counts)), log(sum(counts))) for count in counts]

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return len(self.lines) - 1

    def varied(self, answer: int) -> bool:
        """Whether lines of an answer differ by one heavy word and little else: by "dollars" and
        "pesos", say, so that "euros" may be a third one."""
        pairs = combinations(self.words[answer], 2)
        return any(exchanged(one, other) >= MUCH for one, other in pairs)

    def without(self, answer: int, place: int) -> "Precedents":
        """As if one line of an answer, the one at `place` of it, had not been taught."""
        own = self.lines[answer][:place] + self.lines[answer][place + 1 :]
        lines = (*self.lines[:answer], own, *self.lines[answer + 1 :])
        likeness = self.likeness.without(self.slices[answer].start + place)
        return replace(self, lines=lines, likeness=likeness)


def kept(classes: NDArray[np.intp], answers: int, most: int = MOST) -> list[NDArray[np.intp]]:
    """The positions of the lines that each answer is judged by, `most` of each at most."""
    own = (np.flatnonzero(classes == answer) for answer in range(answers))
    return [lines[spread(len(lines), min(most, MOST))] for lines in own]


def spread(count: int, most: int) -> NDArray[np.intp]:
    """Positions among so many, `most` at most, evenly spread."""
    return np.linspace(0, count - 1, min(count, most)).round().astype(np.intp)


def tightness(likeness: Floats, owners: NDArray[np.intp], answers: int) -> tuple[float, ...]:
    """How near an answer's lines are to the nearest other one of it, on average; answers of few
    lines are taken to be more like the others. `likeness` [lines, lines], `owners` [lines]."""
    same = owners[:, None] == owners[None]
    inside = np.where(same & ~np.eye(len(owners), dtype=bool), likeness, -np.inf).max(axis=1)
    known = np.isfinite(inside)
    usual = (inside[known].sum() + _USUALLY) / (known.sum() + 1)
    sums = np.bincount(owners[known], inside[known], answers)
    counts = np.bincount(owners[known], minlength=answers)
    return tuple(((sums + 2 * usual) / (counts + 2)).tolist())


def apartness(likeness: Floats, owners: NDArray[np.intp]) -> float:
    """How near lines are to the nearest one of another answer, on average."""
    same = owners[:, None] == owners[None]
    outside = np.where(same, -np.inf, likeness).max(axis=1)
    return float(outside.mean())
