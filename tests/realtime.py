"""Tests that hold a call in real time, which a machine that has no time for them cannot do."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import wraps
from threading import Event, Thread
from typing import ParamSpec, Self

import pytest

MOST_LATE = 0.2
"""Seconds that this process may be kept waiting before what it saw counts for nothing."""
TRIES = 3
Parameters = ParamSpec("Parameters")


class Lateness:
    """How late a thread woke up at worst, in seconds, while this was open."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = 0.01
        due = time.monotonic() + pause
        while not self._over.wait(pause):
            now = time.monotonic()
            self.worst = max(self.worst, now - due)
            due = now + pause


def real_time(
    test: Callable[Parameters, Awaitable[None]], lateness: Callable[[], Lateness] = Lateness
) -> Callable[Parameters, Awaitable[None]]:
    """Mark a test as held in real time.

    `make test` runs it alone. If it fails and this process was kept waiting meanwhile, it is held
    again, at most `TRIES` times: the person in it could not speak as people do. A test that fails
    on a machine that has time for it fails at once.
    """

    @pytest.mark.realtime
    @wraps(test)
    async def held(*args: Parameters.args, **keywords: Parameters.kwargs) -> None:
        for _ in range(TRIES - 1):
            with lateness() as late:
                try:
                    await test(*args, **keywords)
                except (AssertionError, TimeoutError):
                    if late.worst < MOST_LATE:
                        raise
                else:
                    return
        await test(*args, **keywords)

    return held
