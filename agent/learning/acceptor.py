"""From the evidence for an answer to the chance that it is right, and to what to do with it."""

import json
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter

from agent.learning.evidence import NAMES
from agent.learning.vectoriser import Floats

ACCEPTORS = Path(__file__).with_name("acceptors.json")
"""Weights made by `python -m bench.acceptor` from random small tasks of public intents."""

ELSEWHERE = 0.4
"""The chance from which on to answer, with an encoder, in other languages than English, whose words
all weigh the same and so speak less for an answer; chosen by `python -m bench.languages`."""

_PROBABILITY = NAMES.index("logit of the confidence")
_OPPOSITE = NAMES.index("a word exchanged for its opposite")
_LEAD = NAMES.index("lead over the nearest counter-example")
_MOSTLY_ALIKE = 0.35
_BELOW = 0.01
_SAME = 1e-4
_MOST = 1e3


class Verdict(StrEnum):
    """What becomes of a question: it is answered, asked back ("Did you mean …?"), or not known."""

    ANSWER = "answer"
    ASK = "ask"
    UNKNOWN = "unknown"


class Acceptor(BaseModel):
    """A logistic regression on the evidence for some of the likeliest answers, as many as there are
    `candidates`, each kind of it held between `low` and `high`.

    `answer` is the chance from which on an answer is given, `ask` that from which on it is offered.
    Below `answer` stays what differs from a taught line by an opposite and little else, and what
    was taught not to be answered as well; below `ask` what is nearer to a counter-example.
    """

    model_config = ConfigDict(frozen=True)

    low: tuple[float, ...]
    high: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    answer: float
    ask: float
    candidates: int = 3

    def chances(self, evidence: Floats) -> list[float]:
        """The chance of each candidate to be right; `evidence` is [candidates, kinds]."""
        low, high, weights = self._arrays
        scores = np.minimum(np.maximum(evidence, low), high) @ weights + self.bias
        chances = (1 / (1 + np.exp(-scores))).tolist()
        whole = max(1.0, sum(chances))  # only one of them can be right
        rows = zip(
            chances, evidence[:, _OPPOSITE].tolist(), evidence[:, _LEAD].tolist(), strict=True
        )
        return [min(chance / whole, self._limit(opposite, lead)) for chance, opposite, lead in rows]

    def _limit(self, opposite: float, lead: float) -> float:
        if lead < -_SAME:
            return self.ask - _BELOW
        return self.most_asked if lead <= _SAME or opposite >= _MOSTLY_ALIKE else 1.0

    @property
    def most_asked(self) -> float:
        """The highest chance that is asked back."""
        return self.answer - _BELOW

    @cached_property
    def _arrays(self) -> tuple[Floats, Floats, Floats]:
        low, high, weights = np.array((self.low, self.high, self.weights), np.float32)
        return low, high, weights

    def verdict(self, chance: float) -> Verdict:
        """What to do with an answer that has such a chance."""
        if chance >= self.answer:
            return Verdict.ANSWER
        return Verdict.ASK if chance >= self.ask else Verdict.UNKNOWN


def usual(embedded: bool, english: bool = True) -> Acceptor:
    """The acceptor for models with a sentence encoder, or for those without."""
    found = _all()["encoder" if embedded else "n-grams"]
    return found if english or not embedded else found.model_copy(update={"answer": ELSEWHERE})


def by_probability(answer: float, ask: float) -> Acceptor:
    """An acceptor that goes by the classifier's probability, opposites and counter-examples aside:
    that is all the evidence there need be where there are many lines."""
    weights = tuple(float(name == NAMES[_PROBABILITY]) for name in NAMES)
    most = (_MOST,) * len(NAMES)
    least = (-_MOST,) * len(NAMES)
    return Acceptor(low=least, high=most, weights=weights, bias=0.0, answer=answer, ask=ask)


@cache
def _all() -> dict[str, Acceptor]:
    return TypeAdapter(dict[str, Acceptor]).validate_python(json.loads(ACCEPTORS.read_bytes()))
