"""What speaks for an answer: how sure the classifier is, how near the question is to the answer's
lines and how far from others', and which of its words these lines share and lack."""

from collections.abc import Sequence
from math import log

import numpy as np

from agent.learning.exchange import Words, alike, heaviest, lacking
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
    asked = weighed(question.text)
    words = list(asked.items())
    whole = sum(asked.values())
    strange = sum([weight for word, weight in words if word not in precedents.homes])
    shares = probabilities[list(candidates)].tolist()
    threshold = logit(precedents.threshold)
    rows = []
    for place, answer in enumerate(candidates):
        best, cosines = nearest[place], likeness[place]
        others = nearest[:place] + nearest[place + 1 :]
        next_one = shares[1 if place == 0 and len(shares) > 1 else 0]
        rows.append(
            (
                logit(shares[place]),
                log((shares[place] + _SMALLEST) / (next_one + _SMALLEST)),
                threshold,
                precedents.accuracy,
                *precedents.sizes[answer],
                best,
                sum(cosines) / len(cosines),
                best - max(others, default=0.0),
                _NO_COUNTER if counter is None else min(best - counter, _NO_COUNTER),
                precedents.tight[answer],
                precedents.apart,
                *_exchanged(asked, whole, precedents.words[answer][cosines.index(best)]),
                *_telling(precedents, words, max(whole, _LIGHT), answer),
                strange / max(whole, _LIGHT),
                log(1 + len(words)),
            )
        )
    return np.array(rows, np.float32)


def _exchanged(asked: Words, whole: float, line: Words) -> tuple[float, ...]:
    """How much the words of a question, which weigh so much as a `whole`, and of a line have in
    common and not."""
    new, gone = lacking(asked, line), lacking(line, asked)
    lacked, missing = sum(new.values()), sum(gone.values())
    common = whole - lacked
    heavy, heavy_gone = heaviest(new), heaviest(gone)
    shared = alike(asked, new, gone)
    return (
        common,
        lacked / max(common + lacked, _LIGHT),
        heavy,
        missing / max(common + missing, _LIGHT),
        heavy_gone,
        shared * min(heavy, heavy_gone),
        shared if opposed(new.keys(), gone.keys()) else 0.0,
        float(asked_otherwise(new.keys(), gone.keys())),
    )


def _telling(
    precedents: Precedents, asked: Sequence[tuple[str, float]], whole: float, answer: int
) -> tuple[float, ...]:
    """What of the words' whole weight none of the answer's lines has, and only they have."""
    own, alone = precedents.vocabularies[answer], precedents.own[answer]
    lacked = [weight for word, weight in asked if word not in own]
    telling = [weight for word, weight in asked if word in alone]
    return sum(lacked) / whole, max(lacked, default=0.0), sum(telling) / whole


def logit(share: float) -> float:
    """log(p / (1 - p)), between ±9.2."""
    held = min(max(share, _SMALLEST), 1 - _SMALLEST)
    return log(held / (1 - held))
