"""Waiting for something to have happened, instead of waiting for time to pass."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 120.0
"""Seconds until a wait gives up; only a test that fails waits so long, so it is long."""
LOOK_SECONDS = 0.01
T = TypeVar("T")


class Changes:
    """Wakes those who wait for a condition whenever anything in the loopback changed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Say that something changed; call it on the event loop."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, condition: Callable[[], T | None]) -> T:
        """Return the first truthy value of `condition`.

        It is looked at after every change here, and now and then besides, since the state of the
        client under test changes unseen.
        Raises TimeoutError when `PATIENCE` seconds pass without one.
        """
        async with asyncio.timeout(PATIENCE):
            while not (value := condition()):
                future = asyncio.get_running_loop().create_future()
                self._waiting.add(future)
                await asyncio.wait({future}, timeout=LOOK_SECONDS)
                self._waiting.discard(future)
        return value
