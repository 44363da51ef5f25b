"""Sentences with two gaps, "when I say … you answer …", where their second half was misread."""

from collections.abc import Iterator, Sequence
from heapq import nlargest

from speech.phrases import halves, normalized
from speech.recognition.base import PhraseScore
from speech.recognition.moonshine import beam
from speech.recognition.moonshine.beam import Reading
from speech.recognition.moonshine.model import EncodedSpeech, Tokens
from speech.recognition.moonshine.tokenizer import Tokenizer

PLACES = 3
"""Likeliest places of the second half that are read on from."""


class FrameFiller:
    """Frames, ready to be looked for in what was read."""

    def __init__(self, frames: Sequence[str], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        parted = map(halves, frames)
        self._frames = [
            (f" {normalized(a)} ", normalized(b), tokenizer.encode(b)) for a, b in parted
        ]

    def begin(self, text: str) -> bool:
        """Whether a normalized text begins as one of them."""
        return any(f" {text} ".startswith(first) for first, _, _ in self._frames)

    def filled(self, speech: EncodedSpeech, best: Reading, longest: int) -> PhraseScore | None:
        """What was said in a frame of which only the first half was read.

        `best` is the best reading among all words, `longest` how many tokens there can be.
        """
        text = f" {self._text(best.tokens)} "
        for first, second, tokens in self._frames:
            if first in text and f" {second} " not in text.partition(first)[2]:
                return self._read(speech, best, longest, first, tokens)
        return None

    def _read(
        self, speech: EncodedSpeech, best: Reading, longest: int, first: str, second: Tokens
    ) -> PhraseScore | None:
        openings = ((*best.tokens[:place], *second) for place in self._places(best.tokens, first))
        begun = (Reading(opening, beam.likelihood(speech, opening)) for opening in openings)
        likely = nlargest(PLACES, begun, key=lambda each: each.score)
        found = [beam.read(speech, 1, longest, each.tokens)[0] for each in likely]
        whole = max(found, key=lambda each: each.score, default=None)
        return whole and PhraseScore(self._text(whole.tokens), whole.score - best.score)

    def _places(self, tokens: Tokens, first: str) -> Iterator[int]:
        """Where a word begins, after the first half and at least one word."""
        for place in range(1, len(tokens)):
            if self._tokenizer.begins_word(tokens[place]):
                before = f" {self._text(tokens[:place])} "
                if before.partition(first)[2].strip():
                    yield place

    def _text(self, tokens: Tokens) -> str:
        return normalized(self._tokenizer.decode(tokens))
