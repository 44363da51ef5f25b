"""Text in another script than the voice's own, said by a voice that can read it."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from speech.synthesis.base import Engine, Job, Voice
from speech.synthesis.letters import language_of


class ByScript(Engine):
    """One engine for what it can read, and others, made when needed, for other scripts."""

    def __init__(self, engine: Engine, other: Callable[[Voice], Engine]) -> None:
        self.name, self.voice, self.remarks = engine.name, engine.voice, engine.remarks
        self._engine = engine
        self._other = lru_cache(maxsize=8)(other)

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        language = language_of(sentence)
        if not language or language == self.voice.language.split("-")[0]:
            return self._engine.synthesize(sentence, job)
        return self._other(Voice(language, self.voice.rate)).synthesize(sentence, job)
