"""Engines in order of preference: where one fails, the next says the sentence."""

import time
from collections.abc import Callable, Iterator, Sequence

from messages import Message
from speech.errors import EngineFailedError
from speech.health import Health
from speech.synthesis.base import Engine, Job


class SynthesisChain(Engine):
    """Falls back when an engine fails, and leaves that one alone for a while."""

    def __init__(
        self, engines: Sequence[Engine], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.name = ",".join(engine.name for engine in engines)
        self.remarks = tuple(remark for engine in engines for remark in engine.remarks)
        self.voice = engines[0].voice
        self._engines = engines
        self._health = Health(clock)

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        notes: list[Message] = []
        for engine in self._health.fit(self._engines, lambda engine: engine.name):
            try:
                yield from engine.synthesize(sentence, job)
            except EngineFailedError as error:
                notes.append(self._health.failed(engine.name, error))
            else:
                job.notes.extend(notes)
                return
        raise EngineFailedError("speech.all_failed", notes=tuple(notes))
