"""Recognizers in order of preference: where one fails, the next hears the same utterance."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from speech.errors import EngineFailedError
from speech.health import Health
from speech.recognition.base import Recognizer, Stream, Transcript

T = TypeVar("T")


class Chain(Recognizer):
    """Falls back when an engine fails, and leaves that one alone for a while."""

    def __init__(
        self, engines: Sequence[Recognizer], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.name = ",".join(engine.name for engine in engines)
        self.remark = " ".join(filter(None, (engine.remark for engine in engines)))
        self._engines = engines
        self.health = Health(clock)

    def fit(self) -> list[Recognizer]:
        """The engines to try now, the preferred first."""
        return self.health.fit(self._engines, lambda engine: engine.name)

    def stream(self) -> "ChainStream":
        return ChainStream(self)


class ChainStream(Stream):
    """Streams of the engines, and the utterance's sound for the one that has to take over."""

    def __init__(self, chain: Chain) -> None:
        super().__init__()
        self._chain = chain
        self._streams: dict[str, Stream] = {}
        self._phrases: tuple[str, ...] = ()
        self._closed = False
        self._unheard: tuple[str, ...] = ()
        self._notes: list[str] = []
        self._current: Stream | None = None
        self._reset()

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        self._reset()
        self._phrases, self._closed = tuple(phrases), closed
        return self._try(lambda stream: self._unheard)

    def _feed(self, pcm: bytes) -> None:
        self._try(lambda stream: stream.feed(pcm))
        self._pcm += pcm

    def _partial(self) -> str:
        return self._try(lambda stream: stream.partial())

    def _finish(self) -> Transcript:
        transcript = self._try(lambda stream: stream.finish())
        transcript = replace(transcript, notes=(*self._notes, *transcript.notes))
        self._reset()
        return transcript

    def _reset(self) -> None:
        self._pcm = bytearray()
        self._phrases, self._closed = (), False
        self._unheard = ()
        self._notes = []
        self._waiting = self._chain.fit()
        self._current = None

    def _try(self, call: Callable[[Stream], T]) -> T:
        """Do it with the engine in use, or else with one that took over what was heard so far."""
        while self._waiting:
            engine = self._waiting[0]
            try:
                return call(self._current or self._take_over(engine))
            except EngineFailedError as error:
                self._notes.append(self._chain.health.failed(engine.name, error))
                self._waiting.pop(0)
                self._current = None
        notes = " ".join(self._notes)
        self._reset()
        raise EngineFailedError(notes)

    def _take_over(self, engine: Recognizer) -> Stream:
        if engine.name not in self._streams:
            self._streams[engine.name] = engine.stream()
        stream = self._streams[engine.name]
        self._unheard = stream.start(self._phrases, closed=self._closed)
        if self._pcm:
            stream.feed(bytes(self._pcm))
        self._current = stream
        return stream
