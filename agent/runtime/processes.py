"""Heavy work in a process of its own, which can be killed."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread, Timer
from typing import Any, Generic, TypeVar

from agent.learning.errors import WorkFailed
from agent.runtime.workers import Limits, Worker
from messages import Message, Progress

Result = TypeVar("Result")


class Work(Generic[Result]):
    """One call of a function in another process, begun by `start`.

    The function and its arguments must be picklable; what it returns or raises is what `result`
    returns or raises. Nothing that it starts outlives a `cancel`, its time, or this process.
    """

    def __init__(
        self,
        call: "partial[Result]",
        progress: Progress | None,
        within: Limits,
        worker: Worker | None,
    ) -> None:
        self._call = call
        self._worker = worker
        self._within = within
        self._progress = progress
        self._loop = asyncio.get_running_loop()
        self._done = asyncio.Event()
        self._outcome: tuple[Result] | Exception = WorkFailed("work.no_result")
        self._cancelled = False
        self._late = False

    @classmethod
    def start(
        cls,
        function: Callable[..., Result],
        *args: object,
        progress: Progress | None = None,
        within: Limits | None = None,
        worker: Worker | None = None,
        **keywords: object,
    ) -> "Work[Result]":
        """Begin `function(*args, **keywords)`; call it with a running event loop.

        It is done by `worker`, where one waits for it already. What takes more than is `within`
        limits ends in WorkFailed.

        If `progress` is given, the function gets a `progress` keyword too, and what it reports is
        heard here, on the event loop.
        """
        work = cls(partial(function, *args, **keywords), progress, within or Limits(), worker)
        Thread(target=work._watch, name="work", daemon=True).start()
        return work

    async def result(self) -> Result:
        """What the function returned or raised; WorkFailed if the process died or was cancelled."""
        await self._done.wait()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome[0]

    async def cancel(self) -> None:
        """Kill the process and all it started; it is gone when this returns. Harmless after the
        end."""
        self._cancelled = True
        if self._worker is not None and not self._done.is_set():
            self._worker.kill()
        await self._done.wait()

    def _watch(self) -> None:
        try:
            code = self._supervise()
            if code:
                self._outcome = WorkFailed("work.died", code=code)
        finally:
            if self._cancelled:
                self._outcome = WorkFailed("work.cancelled")
            elif self._late:
                self._outcome = WorkFailed("work.too_long", seconds=round(self._within.seconds))
            self._tell(self._done.set)

    def _supervise(self) -> int | None:
        self._worker = worker = self._worker or Worker()
        if self._cancelled:  # before there was a process to kill
            worker.kill()
        deadline = Timer(self._within.seconds, self._expire, (worker,))
        deadline.daemon = True
        deadline.start()
        for message in worker.do(self._call, self._within, self._progress is not None):
            self._receive(message)
        code = worker.join()
        deadline.cancel()
        return code

    def _expire(self, worker: Worker) -> None:
        self._late = True
        worker.kill()

    def _receive(self, message: tuple[Any, ...] | Exception) -> None:
        match message:
            case float(part), Message() as what:
                self._tell(lambda: self._progress and self._progress(part, what))
            case _:
                self._outcome = message

    def _tell(self, what: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the event loop has been closed: nobody listens any more
            self._loop.call_soon_threadsafe(what)
