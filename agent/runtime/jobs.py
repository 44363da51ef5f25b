"""What takes its time: the jobs of sessions, each of which can be cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from agent.dialog.session import SessionKey


class Jobs:
    """The running jobs by session and number."""

    def __init__(self) -> None:
        self._tasks: dict[tuple[SessionKey, int], asyncio.Task[None]] = {}

    def of(self, key: SessionKey) -> list[asyncio.Task[None]]:
        """The jobs that run for a session."""
        return [task for (owner, _), task in self._tasks.items() if owner == key]

    def start(self, key: SessionKey, job: int, work: Coroutine[Any, Any, None]) -> None:
        """Begin `work` under a number that the session uses once."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks[key, job] = task
        task.add_done_callback(lambda done: self._tasks.pop((key, job), None))

    async def cancel(self, key: SessionKey, job: int) -> None:
        """End a job; nothing of it runs any more on return."""
        task = self._tasks.get((key, job))
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def cancel_all(self, key: SessionKey) -> None:
        """End all jobs of a session."""
        for owner, job in list(self._tasks):
            if owner == key:
                await self.cancel(key, job)

    async def close(self) -> None:
        """End all jobs."""
        for key, job in list(self._tasks):
            await self.cancel(key, job)
