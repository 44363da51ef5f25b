"""Beam search over what the decoder may write: anything, or only the sentences of a trie."""

from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple, Protocol

import numpy as np

from speech.recognition.moonshine.model import Array, Tokens
from speech.recognition.moonshine.tokenizer import END
from speech.recognition.moonshine.trie import Trie


class Decodable(Protocol):
    """What says how likely the tokens after a beginning are: an `EncodedSpeech`."""

    def after(self, beginnings: Sequence[Tokens]) -> list[Array]: ...


class Reading(NamedTuple):
    """What may have been said, and its log-probability to its end."""

    tokens: Tokens
    score: float


class _Beginning(NamedTuple):
    tokens: Tokens
    score: float
    node: Trie


def read(speech: Decodable, width: int, longest: int, opening: Tokens = ()) -> list[Reading]:
    """The likeliest readings of at most `longest` tokens, the best first; at least one.

    With an `opening`, only of those that begin with it.
    """
    begun, ended = [Reading(opening, likelihood(speech, opening))], list[Reading]()
    for _ in range(longest):
        begun, done = _apart(nlargest(width, _continued(speech, begun, width), key=_score))
        ended += done
        if not begun or (ended and max(map(_score, ended)) > begun[0].score):
            break
    return nlargest(width, ended or begun, key=_score)


def likelihood(speech: Decodable, tokens: Tokens) -> float:
    """The log-probability that what was said begins with these tokens."""
    chances = (speech.after([tokens[:n]])[0][token] for n, token in enumerate(tokens))
    return float(sum(chances))


def score(
    speech: Decodable, trie: Trie, ends: Sequence[int], width: int, least: float
) -> list[Reading]:
    """The sentences of the trie whose log-probability is at least `least`, the best first.

    One of the tokens `ends` must follow a sentence; without any, more may. `width` beginnings are
    followed at a time, common ones rather than those that are as likely.
    """
    begun, ended = [_Beginning((), 0.0, trie)], list[Reading]()
    while begun:
        further: list[_Beginning] = []
        after = speech.after([each.tokens for each in begun])
        for beginning, chances in zip(begun, after, strict=True):
            if beginning.node.ends:
                end = float(np.logaddexp.reduce(chances[list(ends)])) if ends else 0.0
                ended.append(Reading(beginning.tokens, beginning.score + end))
            further += _children(beginning, chances)
        likely = (each for each in further if each.score >= least)
        begun = nlargest(width, likely, key=lambda each: each.score + each.node.common)
    return sorted((each for each in ended if each.score >= least), key=_score, reverse=True)


def _children(beginning: _Beginning, chances: Array) -> Iterator[_Beginning]:
    for token, node in beginning.node.children.items():
        yield _Beginning((*beginning.tokens, token), beginning.score + float(chances[token]), node)


def _continued(speech: Decodable, begun: Sequence[Reading], width: int) -> Iterator[Reading]:
    after = speech.after([each.tokens for each in begun])
    for reading, chances in zip(begun, after, strict=True):
        for token in np.argpartition(chances, -width)[-width:]:
            yield Reading((*reading.tokens, int(token)), reading.score + float(chances[token]))


def _apart(readings: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Those to go on with, and those that are over, without their end."""
    begun = [each for each in readings if each.tokens[-1] != END]
    ended = [Reading(each.tokens[:-1], each.score) for each in readings if each.tokens[-1] == END]
    return begun, ended


def _score(reading: Reading) -> float:
    return reading.score
