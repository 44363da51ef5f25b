"""What every recognizer is: one shared engine that makes a stream for each speaker."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from messages import Message

LONGEST = 10_000
"""Characters of the longest transcript that is believed of an engine elsewhere."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its place in the stream in seconds, and how sure the engine is (0 to 1)."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another thing that may have been said, and how likely the engine finds it (0 to 1)."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PhraseScore:
    """How well an expected phrase fits the sound."""

    phrase: str
    """As recognizers write it: lower case without punctuation."""
    margin: float
    """Its log-likelihood, less that of the best reading among all words: 0 where it is that."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, as far as an engine understood it."""

    text: str = ""
    """Lower case without punctuation; empty where nothing was understood."""
    confidence: float = 0.0
    """0 to 1, as the engine sees it; engines are rough judges of themselves."""
    words: tuple[Word, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    """Other readings, the likeliest first, without `text` itself."""
    engine: str = ""
    notes: tuple[Message, ...] = ()
    """What the engine could not do, for people: a service that failed and the like."""
    expected: tuple[PhraseScore, ...] = ()
    """The expected phrases that may have been said, the likeliest first, of engines that tell."""
    opened: PhraseScore | None = None
    """An expected opening and the words that follow it, read as if it had been said."""


class RecognitionStream(ABC):
    """One speaker's sound through an engine, an utterance at a time.

    Any thread may call any method at any time: calls wait for each other, because engines
    crash the process when one of their streams is used from two threads. An engine that fails
    says so in `finish`.
    """

    def __init__(self) -> None:
        self._lock = Lock()

    def start(self, phrases: Sequence[str] = (), *, closed: bool = True) -> tuple[str, ...]:
        """Begin an utterance in which `phrases` are expected; forgets one under way.

        `closed` says that nothing else is: the engine then hears a narrow grammar, where it has
        one. Without phrases, or not closed, anything is heard that the engine can hear.
        Returns the phrases that it cannot.
        """
        with self._lock:
            return self._start(phrases, closed)

    def feed(self, pcm: bytes) -> None:
        """The next 16 kHz mono PCM, any number of samples; before `start`, starts."""
        with self._lock:
            self._feed(pcm)

    def wait(self, pcm: bytes) -> None:
        """As `feed`, for what follows a pause, and in which nobody speaks."""
        with self._lock:
            self._wait(pcm)

    def partial(self) -> str:
        """What seems to have been said so far; empty for engines that cannot tell."""
        with self._lock:
            return self._partial()

    def finish(self) -> Transcript:
        """End the utterance; the stream is then as after `reset`. Raises EngineFailedError."""
        with self._lock:
            return self._finish()

    def reset(self) -> None:
        """Forget the utterance under way, and the phrases."""
        with self._lock:
            self._reset()

    @abstractmethod
    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]: ...

    @abstractmethod
    def _feed(self, pcm: bytes) -> None: ...

    def _wait(self, pcm: bytes) -> None:
        self._feed(pcm)

    @abstractmethod
    def _partial(self) -> str: ...

    @abstractmethod
    def _finish(self) -> Transcript: ...

    @abstractmethod
    def _reset(self) -> None: ...


class Recognizer(ABC):
    """A speech-to-text engine; it may be shared by all threads."""

    name: str
    """As in settings: "vosk", "moonshine", "wyoming" and so on."""
    remarks: tuple[Message, ...] = ()
    """What the owner should know at start."""

    @abstractmethod
    def stream(self) -> RecognitionStream:
        """A stream of its own for one speaker."""
