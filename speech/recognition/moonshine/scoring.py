"""How well expected phrases fit a stretch of sound, by the same decoder that reads any words."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from speech.phrases import is_frame, is_opening, normalized
from speech.recognition.base import PhraseScore
from speech.recognition.moonshine import beam
from speech.recognition.moonshine.beam import Reading
from speech.recognition.moonshine.frames import FrameFiller
from speech.recognition.moonshine.model import EncodedSpeech, Tokens
from speech.recognition.moonshine.spelling import END_MARKS, sentences
from speech.recognition.moonshine.tokenizer import END, Tokenizer
from speech.recognition.moonshine.trie import Trie

WIDTH = 40
"""Phrases followed at a time."""
CONTINUATIONS = 2
"""Readings of what follows an opening that are followed at a time."""
REACH = 15.0
"""Phrases further below the best reading are not looked for: nobody would ask about them."""
WHOLE, BEGUN = (0.6, 4), (1.5, 2)
"""What each letter costs by which a phrase is shorter than the reading, but for some: for a
phrase, and for one that others go on from, which is too easily found in the beginning of those."""
RATHER = 6.0
"""By how much words after a longer opening ("no, answer …") may be less likely than those that were
read after a shorter one ("no, …"): they are what is mostly said."""
A_LETTER = 1.3
"""By how much, for each letter and one more, an opening that was not read may be less likely than
what was: "no" before anything costs 8 to 12 without any sound of it, "hey Robin" 17 and more."""
COMMON = 200
"""The phrases listed first, which are about as common; from there on they become rarer."""


class PhraseScorer:
    """Phrases, ready to be looked for: whole ones, openings that go on with any words, frames.

    The commonest phrases come first; how much rarer the others are counts against them.
    """

    def __init__(self, phrases: Sequence[str], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        whole = [phrase for phrase in phrases if not is_opening(phrase)]
        self._frames = FrameFiller([*filter(is_frame, phrases)], tokenizer)
        self._phrases = {t: normalized(phrase) for phrase in whole for t in self._spelled(phrase)}
        openings = (each for each in phrases if is_opening(each) and not is_frame(each))
        self._openings = {t: normalized(each) for each in openings for t in self._spelled(each)}
        self._beginnings = Trie(dict.fromkeys(self._openings, 0.0))
        self._longer = {each: self._going_on(each) for each in _begun(self._openings.values())}
        self._begun = {*_begun(self._phrases.values()), *self._openings.values()}
        self._common = {normalized(each): _common(place) for place, each in enumerate(whole)}
        self._trie = Trie({t: self._common[phrase] for t, phrase in self._phrases.items()})
        self._ends = (END, *(tokenizer.encode(f"x{mark}")[-1] for mark in END_MARKS))

    def scores(self, speech: EncodedSpeech, best: Reading) -> tuple[PhraseScore, ...]:
        """The whole phrases that may have been said, the likeliest first.

        `best` is the best reading among all words.
        """
        text = self._text(best)
        margins: dict[str, float] = {}
        for found in beam.score(speech, self._trie, self._ends, WIDTH, best.score - REACH):
            phrase = self._phrases[found.tokens]
            margin = found.score - best.score + self._common[phrase] - self._missing(phrase, text)
            margins[phrase] = float(np.logaddexp(margin, margins.get(phrase, -math.inf)))
        ranked = sorted(margins.items(), key=lambda item: -item[1])
        return tuple(PhraseScore(*item) for item in ranked)

    def opened(self, speech: EncodedSpeech, best: Reading, longest: int) -> PhraseScore | None:
        """What was said after an opening or in a frame, where one may have been said.

        `longest` is how many tokens there can be.
        """
        if filled := self._frames.filled(speech, best, longest):
            return filled
        text = self._text(best)
        if self._frames.begin(text):
            return None
        if not self._is_opened(text):
            return self._begins(speech, self._beginnings, best, longest)
        longer = self._longer.get(self._opening(text))
        rather = self._begins(speech, longer, best, longest) if longer else None
        return rather if rather and rather.margin >= -RATHER else PhraseScore(text, 0.0)

    def _begins(
        self, speech: EncodedSpeech, openings: Trie, best: Reading, longest: int
    ) -> PhraseScore | None:
        """What was said after the likeliest of these openings."""
        begun = beam.score(speech, openings, (), WIDTH, best.score - REACH)
        if not begun:
            return None
        least = -A_LETTER * (len(self._openings[begun[0].tokens].replace(" ", "")) + 1)
        for reading in beam.read(speech, CONTINUATIONS, longest, begun[0].tokens):
            if self._is_opened(found := self._text(reading)):
                missing = _unexplained(found, self._text(best), *BEGUN)
                margin = reading.score - best.score - missing
                return PhraseScore(found, margin) if margin >= least else None
        return None

    def _going_on(self, opening: str) -> Trie:
        """The openings that go on from this one."""
        longer = (t for t, each in self._openings.items() if each.startswith(opening + " "))
        return Trie(dict.fromkeys(longer, 0.0))

    def _opening(self, text: str) -> str:
        """The longest opening that a text begins with."""
        fitting = (each for each in self._openings.values() if text.startswith(each + " "))
        return max(fitting, key=len)

    def _missing(self, phrase: str, text: str) -> float:
        """What it costs a phrase to be shorter than all that was said: its rest is not heard."""
        return _unexplained(phrase, text, *(BEGUN if phrase in self._begun else WHOLE))

    def _spelled(self, phrase: str) -> Iterator[Tokens]:
        return map(self._tokenizer.encode, sentences(phrase))

    def _is_opened(self, text: str) -> bool:
        """Whether the text begins with whole words of an opening, and goes on."""
        return any(text.startswith(opening + " ") for opening in self._openings.values())

    def _text(self, reading: Reading) -> str:
        return normalized(self._tokenizer.decode(reading.tokens))


def _common(place: int) -> float:
    """The logarithm of how common a phrase is, by Zipf: 0 for the first, less further down."""
    return -math.log1p(place / COMMON)


def _begun(phrases: Iterable[str]) -> Iterator[str]:
    """Those that others go on from."""
    ordered = sorted(set(phrases))
    for phrase, after in pairwise(ordered):
        if after.startswith(phrase + " "):
            yield phrase


def _unexplained(phrase: str, text: str, letter: float, spare: int) -> float:
    return letter * max(0, len(text) - len(phrase) - spare)
