"""pocketsphinx: hears a list of phrases on any machine, with the model that its wheel carries.

Roughly: a third of single digits are misheard, and whatever is said becomes one of the phrases.
"""

from collections.abc import Iterator, Sequence
from threading import Lock

import pocketsphinx

from messages import Message
from speech.audio import HEARD
from speech.errors import EngineUnavailableError
from speech.phrases import unique
from speech.recognition.base import RecognitionStream, Recognizer, Transcript, Word
from speech.recognition.options import RecognizerOptions

CONFIDENCE = 0.6
"""Of everything it hears: enough to ask back, never enough to act. Its own say 1.0 to noise."""
PIECE = HEARD.bytes_per_second // 20  # decoding holds the interpreter; so, 50 ms at a time
FRAMES_PER_SECOND = 100
NEEDS_PHRASES = Message("sphinx.needs_phrases")


def create(options: RecognizerOptions) -> "SphinxRecognizer":
    """Load the model; raises EngineUnavailableError for a language other than English."""
    if options.family != "en":
        raise EngineUnavailableError("sphinx.other_language", language=options.language)
    return SphinxRecognizer()


class SphinxRecognizer(Recognizer):
    """One decoder for all speakers, used by one at a time and for whole utterances."""

    name = "sphinx"
    remarks = (Message("sphinx.hears"),)

    def __init__(self) -> None:
        self._decoder = pocketsphinx.Decoder(lm=None, loglevel="FATAL")
        self._lock = Lock()

    def stream(self) -> "SphinxStream":
        return SphinxStream(self)

    def known(self, phrase: str) -> bool:
        """Whether all words of the phrase are in the dictionary."""
        with self._lock:
            return all(self._decoder.lookup_word(word) is not None for word in phrase.split())

    def decode(self, pcm: bytes, phrases: Sequence[str]) -> tuple[Word, ...]:
        """The words of the phrase that fits best, or none."""
        with self._lock:
            self._expect(phrases)
            self._decoder.start_utt()
            for start in range(0, len(pcm), PIECE):
                self._decoder.process_raw(pcm[start : start + PIECE])
            self._decoder.end_utt()
            return tuple(self._words()) if self._decoder.hyp() else ()

    def _expect(self, phrases: Sequence[str]) -> None:
        arcs = list(_arcs(phrases))
        grammar = self._decoder.create_fsg("phrases", 0, 1, arcs)
        self._decoder.add_fsg("phrases", grammar)
        self._decoder.activate_search("phrases")

    def _words(self) -> Iterator[Word]:
        for segment in self._decoder.seg():
            word = segment.word.split("(")[0]  # "the(2)" is the second pronunciation
            if not word.startswith("<"):
                start = segment.start_frame / FRAMES_PER_SECOND
                yield Word(word, start, (segment.end_frame + 1) / FRAMES_PER_SECOND, CONFIDENCE)


def _arcs(phrases: Sequence[str]) -> Iterator[tuple[int, int, float, str]]:
    """A finite-state grammar from state 0 to state 1: the phrases side by side."""
    state = 1
    for phrase in phrases:
        here, words = 0, phrase.split()
        for word in words[:-1]:
            state += 1
            yield here, state, 1.0, word
            here = state
        yield here, 1, 1.0, words[-1]


class SphinxStream(RecognitionStream):
    """Keeps an utterance's sound and decodes it when asked what it was."""

    def __init__(self, recognizer: SphinxRecognizer) -> None:
        super().__init__()
        self._recognizer = recognizer
        self._pcm = bytearray()
        self._phrases: tuple[str, ...] = ()

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        self._reset()
        expected = unique(phrases)
        self._phrases = tuple(filter(self._recognizer.known, expected))
        return tuple(phrase for phrase in expected if phrase not in self._phrases)

    def _feed(self, pcm: bytes) -> None:
        self._pcm += pcm

    def _partial(self) -> str:
        return " ".join(word.text for word in self._decoded())

    def _finish(self) -> Transcript:
        notes = () if self._phrases else (NEEDS_PHRASES,)
        words = self._decoded()
        if " ".join(word.text for word in words) not in self._phrases:
            words = ()  # the beginning of a phrase, which the decoder gives where none fits
        text = " ".join(word.text for word in words)
        confidence = CONFIDENCE if words else 0.0
        self._reset()
        return Transcript(text, confidence, words, engine=self._recognizer.name, notes=notes)

    def _reset(self) -> None:
        self._pcm.clear()
        self._phrases = ()

    def _decoded(self) -> tuple[Word, ...]:
        if not self._phrases or not self._pcm:
            return ()
        return self._recognizer.decode(bytes(self._pcm), self._phrases)
