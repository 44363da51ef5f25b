"""The search, over a decoder whose probabilities are written down."""

from collections.abc import Sequence

import numpy as np
import pytest

from speech.recognition.moonshine import beam
from speech.recognition.moonshine.model import Array, Tokens
from speech.recognition.moonshine.tokenizer import END
from speech.recognition.moonshine.trie import Trie

A, B, C, STOP = 3, 4, 5, 6
LIKELY = {
    (): {A: 0.6, B: 0.4},
    (A,): {B: 0.5, C: 0.4, END: 0.1},
    (B,): {STOP: 0.9, END: 0.1},
    (A, B): {STOP: 1.0},
    (A, C): {END: 1.0},
    (B, STOP): {END: 1.0},
    (A, B, STOP): {END: 1.0},
}


class Written:
    """What an `EncodedSpeech` would say, from a table."""

    def __init__(self) -> None:
        self.asked: list[list[Tokens]] = []

    def after(self, beginnings: Sequence[Tokens]) -> list[Array]:
        self.asked.append(list(beginnings))
        return [self._chances(each) for each in beginnings]

    def _chances(self, beginning: Tokens) -> Array:
        chances = np.full(8, 1e-9, np.float32)
        for token, chance in LIKELY.get(beginning, {END: 1.0}).items():
            chances[token] = chance
        return np.log(chances)


def test_the_likeliest_reading_wins_though_it_does_not_begin_so() -> None:
    best, *others = beam.read(Written(), 3, 9)
    assert best.tokens == (B, STOP)  # 0.36, where A B STOP has 0.30
    assert np.exp(best.score) == pytest.approx(0.36)
    assert [each.tokens for each in others] == [(A, C)]


def test_a_reading_that_never_ends_is_cut() -> None:
    (only,) = beam.read(Written(), 1, 1)
    assert only.tokens == (A,)


def test_a_reading_may_be_made_to_begin_with_words() -> None:
    best = beam.read(Written(), 2, 9, (A,))[0]
    assert best.tokens == (A, B, STOP)
    assert np.exp(best.score) == pytest.approx(0.3)


def test_only_sentences_of_the_trie_are_scored() -> None:
    trie = Trie(dict.fromkeys([(A, C), (A,), (B, B)], 0.0))
    found = beam.score(Written(), trie, [END, STOP], 4, np.log(0.01))
    assert [(each.tokens, round(float(np.exp(each.score)), 3)) for each in found] == [
        ((A, C), 0.24),
        ((A,), 0.06),
    ]


def test_what_is_below_the_limit_is_not_followed() -> None:
    speech = Written()
    assert (
        beam.score(speech, Trie(dict.fromkeys([(A, B, B, B), (B,)], 0.0)), [END], 4, np.log(0.2))
        == []
    )
    assert speech.asked == [[()], [(A,), (B,)], [(A, B)]]


def test_sentences_that_begin_alike_are_asked_about_together() -> None:
    speech = Written()
    beam.score(speech, Trie(dict.fromkeys([(A, B), (A, C)], 0.0)), [END], 4, -9.0)
    assert speech.asked == [[()], [(A,)], [(A, B), (A, C)]]


def test_of_beginnings_that_are_about_as_likely_the_commoner_are_followed() -> None:
    trie = Trie({(A, C): -3.0, (B, STOP): 0.0})
    (found,) = beam.score(Written(), trie, [END], 1, -9.0)
    assert found.tokens == (B, STOP)
