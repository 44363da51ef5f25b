"""Expected phrases scored by their sound, for engines that only give words."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from speech.phrases import is_opening, normalized
from speech.recognition.base import PhraseScore, RecognitionStream, Recognizer, Transcript
from speech.recognition.likeness import distance
from speech.recognition.reconciliation import EVEN, STEEP
from speech.synthesis.base import Voice
from speech.synthesis.espeak import Espeak

FARTHEST = 0.25
"""The distance at which a phrase is as likely said as not."""
OPENING = 0.16
"""How far the words may be from an opening: so short, that more would be another name."""
SUREST = 0.97

Phonemes = tuple[str, ...]


class Sounding(Recognizer):
    """Another recognizer, and how much what it read sounds like the expected phrases.

    Raises EngineUnavailableError for a language whose pronunciation is not known.
    """

    def __init__(self, recognizer: Recognizer, language: str) -> None:
        self.name, self.remarks = recognizer.name, recognizer.remarks
        self._recognizer = recognizer
        self._espeak, self._voice = Espeak.shared(), Voice(language)
        self._espeak.check(self._voice)
        self.phonemes = lru_cache(maxsize=10_000)(self._phonemes)

    def stream(self) -> "SoundingStream":
        return SoundingStream(self, self._recognizer.stream())

    def scored(self, heard: Transcript, phrases: Sequence[str]) -> Transcript:
        """What was heard, with the phrases that sound like it."""
        sure = min(heard.confidence, SUREST)
        if not heard.text or sure <= 0:
            return heard
        own = EVEN + math.log(sure / (1 - sure)) / STEEP

        def score(phrase: str, far: float) -> PhraseScore:
            return PhraseScore(phrase, own + EVEN * far / FARTHEST)

        found = (score(*each) for each in self._alike(heard.text, phrases))
        opened = min(self._opened(heard.text, phrases), key=lambda each: each[1], default=None)
        return replace(
            heard,
            expected=tuple(sorted(found, key=lambda each: -each.margin)),
            opened=score(*opened) if opened else None,
        )

    def _alike(self, text: str, phrases: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The phrases that sound like the text, and how far they are from it."""
        openings = {normalized(phrase) for phrase in phrases if is_opening(phrase)}
        for words in dict.fromkeys(map(normalized, phrases)):
            most = OPENING if words in openings else FARTHEST
            far = distance(self.phonemes(text), self.phonemes(words), most)
            if far <= most:
                yield words, far

    def _opened(self, text: str, phrases: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The text with its first words put right, and how far they were from an opening."""
        for opening in map(normalized, filter(is_opening, phrases)):
            count = len(opening.split())
            first, rest = text.split()[:count], text.split()[count:]
            far = distance(self.phonemes(" ".join(first)), self.phonemes(opening), OPENING)
            if rest and far <= OPENING:
                yield " ".join((opening, *rest)), far

    def _phonemes(self, text: str) -> Phonemes:
        return self._espeak.phonemes(text, self._voice)


class SoundingStream(RecognitionStream):
    """Passes everything on, and looks at what comes back."""

    def __init__(self, recognizer: Sounding, stream: RecognitionStream) -> None:
        super().__init__()
        self._recognizer, self._stream = recognizer, stream
        self._phrases: tuple[str, ...] = ()

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        self._phrases = tuple(phrases)
        return self._stream.start(phrases, closed=closed)

    def _feed(self, pcm: bytes) -> None:
        self._stream.feed(pcm)

    def _wait(self, pcm: bytes) -> None:
        self._stream.wait(pcm)

    def _partial(self) -> str:
        return self._stream.partial()

    def _finish(self) -> Transcript:
        heard = self._stream.finish()
        phrases, self._phrases = self._phrases, ()
        if heard.expected or heard.opened or heard.text in map(normalized, phrases):
            return heard
        return self._recognizer.scored(heard, phrases)

    def _reset(self) -> None:
        self._phrases = ()
        self._stream.reset()
