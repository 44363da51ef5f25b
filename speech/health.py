"""Which of several engines to ask: one that failed is left alone for a while."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from messages import Message
from speech.errors import EngineFailedError

T = TypeVar("T")
REST_SECONDS = 60.0


class Health:
    """Remembers when engines failed; `clock` gives seconds. Shared by threads."""

    def __init__(self, clock: Callable[[], float], rest: float = REST_SECONDS) -> None:
        self._clock, self._rest = clock, rest
        self._resting_until: dict[str, float] = {}

    def fit(self, engines: Iterable[T], name: Callable[[T], str]) -> list[T]:
        """The engines not at rest, in their order; all of them where every one is."""
        everyone = list(engines)
        now = self._clock()
        fit = [e for e in everyone if self._resting_until.get(name(e), now) <= now]
        return fit or everyone

    def failed(self, name: str, error: EngineFailedError) -> Message:
        """Let the engine rest; returns what to tell about it."""
        self._resting_until[name] = self._clock() + self._rest
        return Message("speech.resting", {"error": error.message, "seconds": round(self._rest)})
