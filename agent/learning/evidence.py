"""What speaks for an answer: how sure the classifier is, how near the question is to the answer's
lines and how far from others', and which of its words these lines share and lack."""

from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from agent.learning.opposites import asked_otherwise, opposed
from agent.learning.precedents import Precedents
from agent.learning.question import Question
from agent.learning.vectoriser import Floats
from agent.learning.wordlist import weighed

NAMES = (
    "logit of the confidence",
    "log of the confidence over the next one's",
    "logit of the threshold",
    "held-out accuracy",
    "log of the answer's lines",
    "log of the answers",
    "log of all lines",
    "likeness to the nearest line",
    "mean likeness to the lines",
    "lead over other answers' nearest line",
    "lead over the nearest counter-example",
    "how alike the answer's lines are",
    "how alike lines of different answers are",
    "weight of words shared with the nearest line",
    "share of words the nearest line lacks",
    "heaviest of these",
    "share of the line's words the question lacks",
    "heaviest of these",
    "one heavy word exchanged for another",
    "a word exchanged for its opposite",
    "a question word exchanged for another",
    "share of words none of the answer's lines has",
    "heaviest of these",
    "share of words only this answer's lines have",
    "share of words no line has",
    "log of the words",
)
_SMALLEST = 1e-4
_NO_COUNTER = 0.1
_LIGHT = 0.1

Words = Mapping[str, float]


def gather(
    precedents: Precedents, question: Question, probabilities: Floats, candidates: Sequence[int]
) -> Floats:
    """The evidence for each of the `candidates`, likeliest first, [candidates, NAMES].

    `probabilities` [answers] are the classifier's.
    """
    groups = [precedents.slices[answer] for answer in (*candidates, precedents.answers)]
    found = precedents.likeness.to(question, groups)
    *likeness, counters = [cosines.tolist() for cosines in found]
    nearest = [max(cosines) for cosines in likeness]
    counter = max(counters, default=None)
    words = weighed(question.text)
    rows = []
    for place, answer in enumerate(candidates):
        best, cosines = nearest[place], likeness[place]
        others = nearest[:place] + nearest[place + 1 :]
        likeliest_other = candidates[1 if place == 0 and len(candidates) > 1 else 0]
        rows.append(
            (
                *_confidence(probabilities, answer, likeliest_other),
                logit(precedents.threshold),
                precedents.accuracy,
                *_sizes(precedents, answer),
                best,
                sum(cosines) / len(cosines),
                best - max(others, default=0.0),
                _NO_COUNTER if counter is None else min(best - counter, _NO_COUNTER),
                precedents.tight[answer],
                precedents.apart,
                *_exchanged(words, precedents.words[answer][cosines.index(best)]),
                *_telling(precedents, words, answer),
            )
        )
    return np.array(rows, np.float32)


def _confidence(probabilities: Floats, answer: int, other: int) -> tuple[float, float]:
    own, next_one = float(probabilities[answer]), float(probabilities[other])
    return logit(own), log((own + _SMALLEST) / (next_one + _SMALLEST))


def _sizes(precedents: Precedents, answer: int) -> tuple[float, ...]:
    return (
        log(len(precedents.lines[answer])),
        log(precedents.answers),
        log(sum(map(len, precedents.lines[:-1]))),
    )


def _exchanged(asked: Words, line: Words) -> tuple[float, ...]:
    """How much the words of a question and of a line have in common and not."""
    new = {word: weight for word, weight in asked.items() if word not in line}
    gone = {word: weight for word, weight in line.items() if word not in asked}
    shared, common = len(asked) - len(new), sum(asked.values()) - sum(new.values())
    lacked, missing = sum(new.values()), sum(gone.values())
    heavy, heavy_gone = max(new.values(), default=0.0), max(gone.values(), default=0.0)
    alike = shared / max(1, len(asked) + len(gone))
    return (
        common,
        lacked / max(common + lacked, _LIGHT),
        heavy,
        missing / max(common + missing, _LIGHT),
        heavy_gone,
        alike * min(heavy, heavy_gone),
        alike if opposed(new.keys(), gone.keys()) else 0.0,
        float(asked_otherwise(new.keys(), gone.keys())),
    )


def _telling(precedents: Precedents, asked: Words, answer: int) -> tuple[float, ...]:
    homes, own = precedents.homes, precedents.vocabularies[answer]
    whole = max(sum(asked.values()), _LIGHT)
    lacked = [weight for word, weight in asked.items() if word not in own]
    telling = [weight for word, weight in asked.items() if word in own and homes[word] == 1]
    strange = [weight for word, weight in asked.items() if word not in homes]
    return (
        sum(lacked) / whole,
        max(lacked, default=0.0),
        sum(telling) / whole,
        sum(strange) / whole,
        log(1 + len(asked)),
    )


def logit(share: float) -> float:
    """log(p / (1 - p)), between ±9.2."""
    held = min(max(share, _SMALLEST), 1 - _SMALLEST)
    return log(held / (1 - held))
