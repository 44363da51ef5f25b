"""What takes its time: at most one job a session, which can be cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from agent.dialog.session import SessionKey


class Jobs:
    """The running jobs by session."""

    def __init__(self) -> None:
        self._tasks: dict[SessionKey, asyncio.Task[None]] = {}

    def of(self, key: SessionKey) -> asyncio.Task[None] | None:
        return self._tasks.get(key)

    def start(self, key: SessionKey, work: Coroutine[Any, Any, None]) -> None:
        """Begin `work`; the job before it, if it still runs, is cancelled."""
        before = self._tasks.get(key)
        if before is not None:
            before.cancel()
        task = asyncio.get_running_loop().create_task(work)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._ended(key, done))

    async def cancel(self, key: SessionKey) -> None:
        """End the session's job; nothing of it runs any more on return."""
        task = self._tasks.get(key)
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def close(self) -> None:
        """End all jobs."""
        for key in list(self._tasks):
            await self.cancel(key)

    def _ended(self, key: SessionKey, done: asyncio.Task[None]) -> None:
        if self._tasks.get(key) is done:
            del self._tasks[key]
