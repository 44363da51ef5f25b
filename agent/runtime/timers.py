"""Timers by session: what happens when nothing happens for a while."""

from collections.abc import Callable

from agent.dialog.session import SessionKey
from agent.runtime.clock import Handle

Later = Callable[[float, Callable[[], None]], Handle]
"""Makes a call after so many seconds."""


class Timers:
    """Counts for each session, except while somebody speaks in it."""

    def __init__(self, later: Later) -> None:
        self._later = later
        self._calls: dict[SessionKey, list[tuple[float, Callable[[], None]]]] = {}
        self._handles: dict[SessionKey, list[Handle]] = {}
        self._held: set[SessionKey] = set()

    def set(self, key: SessionKey, seconds: float, call: Callable[[], None]) -> None:
        """Make a call after so many seconds, beside the session's other timers."""
        self._calls.setdefault(key, []).append((seconds, call))
        if key not in self._held:
            self._start(key, seconds, call)

    def clear(self, key: SessionKey) -> None:
        self._calls.pop(key, None)
        self._stop(key)

    def hold(self, key: SessionKey) -> None:
        """Do not count until `release`."""
        self._held.add(key)
        self._stop(key)

    def release(self, key: SessionKey) -> None:
        """Count again, from the beginning."""
        self._held.discard(key)
        self._stop(key)
        for seconds, call in self._calls.get(key, ()):
            self._start(key, seconds, call)

    def close(self) -> None:
        for key in list(self._calls):
            self.clear(key)

    def _start(self, key: SessionKey, seconds: float, call: Callable[[], None]) -> None:
        self._handles.setdefault(key, []).append(self._later(seconds, call))

    def _stop(self, key: SessionKey) -> None:
        for handle in self._handles.pop(key, ()):
            handle.cancel()
