"""How well expected phrases fit a stretch of sound, by the same decoder that reads any words."""

import math
from collections.abc import Iterator, Sequence

from speech.phrases import is_opening, normalized
from speech.recognition.base import PhraseScore
from speech.recognition.moonshine import beam
from speech.recognition.moonshine.beam import Reading
from speech.recognition.moonshine.model import EncodedSpeech
from speech.recognition.moonshine.spelling import END_MARKS, sentences
from speech.recognition.moonshine.tokenizer import END, Tokenizer
from speech.recognition.moonshine.trie import Trie

WIDTH = 12
"""Phrases followed at a time."""
CONTINUATIONS = 2
"""Readings of what follows an opening that are followed at a time."""
REACH = 16.0
"""Phrases further below the best reading than this are not looked for: they were not said."""
MISSING_LETTER = 0.6
"""What each letter costs by which a phrase is shorter than the reading, but for some."""
SPARE_LETTERS = 4


class PhraseScorer:
    """Phrases, ready to be looked for: whole ones, and openings that go on with any words."""

    def __init__(self, phrases: Sequence[str], tokenizer: Tokenizer) -> None:
        written = {
            tokenizer.encode(sentence): phrase
            for phrase in phrases
            for sentence in sentences(phrase)
        }
        self._tokenizer = tokenizer
        self._phrases = {t: normalized(p) for t, p in written.items() if not is_opening(p)}
        self._openings = {t: normalized(p) for t, p in written.items() if is_opening(p)}
        self._trie = Trie(self._phrases)
        self._ends = (END, *(tokenizer.encode(f"x{mark}")[-1] for mark in END_MARKS))

    def scores(self, speech: EncodedSpeech, best: Reading, longest: int) -> tuple[PhraseScore, ...]:
        """Those that may have been said, the likeliest first.

        `best` is the best reading among all words; `longest` the tokens there can be.
        """
        text = self._text(best)
        margins: dict[str, float] = {}
        for phrase, score in self._candidates(speech, best, text, longest):
            margin = score - best.score - _missing(phrase, text)
            margins[phrase] = max(margin, margins.get(phrase, -math.inf))
        ranked = sorted(margins.items(), key=lambda item: -item[1])
        return tuple(PhraseScore(*item) for item in ranked)

    def _candidates(
        self, speech: EncodedSpeech, best: Reading, text: str, longest: int
    ) -> Iterator[tuple[str, float]]:
        least = best.score - REACH
        for found in beam.score(speech, self._trie, self._ends, WIDTH, least):
            yield self._phrases[found.tokens], found.score
        if self._is_opened(text):
            yield text, best.score
        elif self._openings:
            begun = (Reading(each, beam.likelihood(speech, each)) for each in self._openings)
            opening = max(begun, key=lambda each: each.score)
            if opening.score > least:
                readings = beam.read(speech, CONTINUATIONS, longest, opening.tokens)
                yield from ((t, r.score) for r in readings if self._is_opened(t := self._text(r)))

    def _is_opened(self, text: str) -> bool:
        """Whether the text begins with whole words of an opening, and goes on."""
        return any(text.startswith(opening + " ") for opening in self._openings.values())

    def _text(self, reading: Reading) -> str:
        return normalized(self._tokenizer.decode(reading.tokens))


def _missing(phrase: str, text: str) -> float:
    """What it costs a phrase to be shorter than all that was said: its rest is not heard."""
    return MISSING_LETTER * max(0, len(text) - len(phrase) - SPARE_LETTERS)
