"""A worker started ahead of work that is likely to come."""

import asyncio
from collections.abc import Callable

from agent.runtime.threads import in_thread
from agent.runtime.workers import Worker


class Spare:
    """One worker at most, which has done `first` when its work comes; it is given up where none
    came for some `seconds`, and with 0 there never is one. Call it with a running event loop."""

    def __init__(self, first: Callable[[], None], seconds: float) -> None:
        self._first = first
        self._seconds = seconds
        self._started: asyncio.Task[Worker] | None = None
        self._end: asyncio.TimerHandle | None = None

    def expect(self) -> None:
        """Have one ready soon, and for a while."""
        if not self._seconds:
            return
        loop = asyncio.get_running_loop()
        if self._end:
            self._end.cancel()
        self._end = loop.call_later(self._seconds, self.give_up)
        if self._started is None:
            self._started = loop.create_task(in_thread(Worker, self._first))

    async def take(self) -> Worker | None:
        """The one there is, for whoever asks first."""
        started, self._started = self._started, None
        worker = await started if started else None
        return worker if worker and worker.alive else None

    def give_up(self) -> None:
        """End the one there is."""
        if self._end:
            self._end.cancel()
        if self._started:
            self._started.add_done_callback(_kill)
        self._started = None


def _kill(started: asyncio.Task[Worker]) -> None:
    if not started.cancelled() and not started.exception():
        started.result().kill()
