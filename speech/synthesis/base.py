"""What every synthesis engine is, and the synthesizer that speaks whole texts with one."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from messages import Message
from speech.synthesis.markup import Names, Words, nobody, silent
from speech.synthesis.text import sentences, spoken


@dataclass(frozen=True, slots=True)
class Voice:
    """How to sound."""

    name: str = "en-us"
    """As espeak-ng calls them ("en-gb", "de", "en-us+f3"), or hibari ("heart"); engines that have
    none of that name take its language."""
    rate: int = 175
    """Words per minute."""

    @property
    def language(self) -> str:
        """The voice without its variant: "en-us" of "en-us+f3"."""
        return self.name.split("+")[0].lower()


class VoiceInfo(NamedTuple):
    """A voice that there is."""

    engine: str
    name: str
    """As `Voice.name` takes it."""
    language: str
    about: str
    """What else is known of it; may be empty."""


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine is told while it speaks, and what it tells."""

    cancelled: threading.Event = field(default_factory=threading.Event)
    notes: list[Message] = field(default_factory=list)
    """What was not as wished, for people: an engine that failed and the like."""


class Engine(ABC):
    """A text-to-speech engine; it may be shared by all threads."""

    name: str
    """As in settings: "hibari", "pyttsx3", "wyoming" and so on."""
    voice: Voice
    variant: str = ""
    """What its sound depends on besides the voice, such as the server that is asked."""
    remarks: tuple[Message, ...] = ()
    """What the owner should know at start."""

    @abstractmethod
    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        """One sentence as PCM in the format SPOKEN, in chunks as they come.

        Ends soon after `job.cancelled` is set. Raises EngineFailedError before the first chunk.
        """


class Speech(Iterator[bytes]):
    """A text on its way to sound: PCM chunks in the format SPOKEN. Nothing is made ahead."""

    def __init__(self, engine: Engine, text: str) -> None:
        self._job = Job()
        self._chunks = self._speak(engine, text)

    def __next__(self) -> bytes:
        return next(self._chunks)

    def cancel(self) -> None:
        """Stop, in the middle of a sentence too; any thread may say so."""
        self._job.cancelled.set()

    @property
    def notes(self) -> tuple[Message, ...]:
        """What was not as wished so far."""
        return tuple(self._job.notes)

    def _speak(self, engine: Engine, text: str) -> Iterator[bytes]:
        for sentence in sentences(text):
            for chunk in engine.synthesize(sentence, self._job):
                if self._job.cancelled.is_set():
                    return
                yield chunk


class Synthesizer:
    """Speaks texts of any length and content with an engine; may be shared by all threads."""

    def __init__(self, engine: Engine, words: Words = silent) -> None:
        """`words` says what is said of what cannot be read aloud, such as a picture."""
        self.engine = engine
        self._words = words

    def speak(self, text: str, names: Names = nobody) -> Speech:
        """The text as sound; none for a text without anything to say.

        Markup is not read out; `names` are asked for who is mentioned in it.
        Taking a chunk may wait for an engine, and raises EngineFailedError when all have failed:
        take chunks on a worker thread.
        """
        return Speech(self.engine, spoken(text, self.engine.voice.language, self._words, names))

    def warm(self, texts: Iterable[str]) -> None:
        """Speak fixed texts unheard, so that a cache has them."""
        for text in texts:
            for _ in self.speak(text):
                pass
