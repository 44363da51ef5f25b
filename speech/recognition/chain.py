"""Recognizers in order of preference: where one fails, the next hears the same utterance."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from messages import Message
from speech.errors import EngineFailedError
from speech.health import Health
from speech.recognition.base import RecognitionStream, Recognizer, Transcript


class RecognizerChain(Recognizer):
    """Falls back when an engine fails, and leaves that one alone for a while."""

    def __init__(
        self, engines: Sequence[Recognizer], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.name = ",".join(engine.name for engine in engines)
        self.remarks = tuple(remark for engine in engines for remark in engine.remarks)
        self.engines = engines
        self.health = Health(clock)

    def fit(self, engines: Sequence[Recognizer]) -> list[Recognizer]:
        """Those of these to try now, the preferred first."""
        return self.health.fit(engines, lambda engine: engine.name)

    def stream(self) -> "RecognizerChainStream":
        return RecognizerChainStream(self)


class RecognizerChainStream(RecognitionStream):
    """Streams of the engines, and the utterance's sound for those that may have to take over."""

    def __init__(self, chain: RecognizerChain) -> None:
        super().__init__()
        self._chain = chain
        self._streams = {engine: engine.stream() for engine in chain.engines}
        self._phrases: tuple[str, ...] = ()
        self._closed = False
        self._reset()

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        self._reset()
        self._phrases, self._closed = tuple(phrases), closed
        return self._current.start(phrases, closed=closed)

    def _feed(self, pcm: bytes) -> None:
        self._pcm += pcm
        self._current.feed(pcm)

    def _wait(self, pcm: bytes) -> None:
        self._pcm += pcm
        self._current.wait(pcm)

    def _partial(self) -> str:
        return self._current.partial()

    def _finish(self) -> Transcript:
        notes: list[Message] = []
        for engine in self._chain.fit(self._waiting):  # others may have found meanwhile who fails
            try:
                transcript = self._heard_by(self._streams[engine])
            except EngineFailedError as error:
                notes.append(self._chain.health.failed(engine.name, error))
            else:
                self._reset()
                return replace(transcript, notes=(*notes, *transcript.notes))
        self._reset()
        raise EngineFailedError("speech.all_failed", notes=tuple(notes))

    def _heard_by(self, stream: RecognitionStream) -> Transcript:
        if stream is not self._current:
            stream.start(self._phrases, closed=self._closed)
            stream.feed(bytes(self._pcm))
        return stream.finish()

    def _reset(self) -> None:
        self._pcm = bytearray()
        self._phrases, self._closed = (), False
        self._waiting = self._chain.fit(self._chain.engines)
        self._current = self._streams[self._waiting[0]]
        self._current.reset()
