"""Timers by session, on the event loop's clock."""

import asyncio
from collections.abc import Callable

from agent.session import SessionKey


class Timers:
    """What happens to a session when nothing happens for a while."""

    def __init__(self) -> None:
        self._handles: dict[SessionKey, list[asyncio.TimerHandle]] = {}

    def set(self, key: SessionKey, seconds: float, call: Callable[[], None]) -> None:
        handle = asyncio.get_running_loop().call_later(seconds, call)
        self._handles.setdefault(key, []).append(handle)

    def clear(self, key: SessionKey) -> None:
        for handle in self._handles.pop(key, ()):
            handle.cancel()

    def close(self) -> None:
        for key in list(self._handles):
            self.clear(key)
