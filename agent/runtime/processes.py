"""Heavy work in a process of its own, which can be killed."""

import asyncio
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread, Timer
from typing import Any, Generic, TypeVar

from agent.learning.errors import WorkFailed
from messages import Message, Progress

Result = TypeVar("Result")

_NICENESS = 10  # speech and the event loop come first


@dataclass(frozen=True, slots=True)
class Limits:
    """What work may take: seconds from its start, and megabytes of memory, 0 for any."""

    seconds: float = 120.0
    memory_mb: int = 0


class Work(Generic[Result]):
    """One call of a function in another process, begun by `start`.

    The function and its arguments must be picklable; what it returns or raises is what `result`
    returns or raises. The process is spawned, so it shares nothing with this one, and leads a
    process group, so that nothing it starts outlives a `cancel`, its time, or this process.
    """

    def __init__(self, call: "partial[Result]", progress: Progress | None, within: Limits) -> None:
        self._call = call
        self._within = within
        self._progress = progress
        self._loop = asyncio.get_running_loop()
        self._done = asyncio.Event()
        self._outcome: tuple[Result] | Exception = WorkFailed("work.no_result")
        self._process: SpawnProcess | None = None
        self._cancelled = False
        self._late = False

    @classmethod
    def start(
        cls,
        function: Callable[..., Result],
        *args: object,
        progress: Progress | None = None,
        within: Limits | None = None,
        **keywords: object,
    ) -> "Work[Result]":
        """Begin `function(*args, **keywords)`; call it with a running event loop.

        What takes more than is `within` limits ends in WorkFailed.

        If `progress` is given, the function gets a `progress` keyword too, and what it reports is
        heard here, on the event loop.
        """
        work = cls(partial(function, *args, **keywords), progress, within or Limits())
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
        if self._process is not None and not self._done.is_set():
            _kill(self._process)
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
        context = get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        given = (self._call, sender, self._within, self._progress is not None)
        process = context.Process(target=_run, args=given, daemon=True)
        _spare_interrupts()
        process.start()
        sender.close()
        self._process = process
        if self._cancelled:  # before there was a process to kill
            _kill(process)
        deadline = Timer(self._within.seconds, self._expire)
        deadline.daemon = True
        deadline.start()
        with suppress(EOFError):  # the other end is closed
            while True:
                self._receive(receiver.recv())
        process.join()
        deadline.cancel()
        return process.exitcode

    def _expire(self) -> None:
        self._late = True
        if self._process is not None:
            _kill(self._process)

    def _receive(self, message: tuple[Any, ...] | Exception) -> None:
        match message:
            case float(part), Message() as what:
                self._tell(lambda: self._progress and self._progress(part, what))
            case _:
                self._outcome = message

    def _tell(self, what: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the event loop has been closed: nobody listens any more
            self._loop.call_soon_threadsafe(what)


def _spare_interrupts() -> None:
    """Ctrl-C is for who started the work: what this thread starts from here on does not hear it."""
    resource_tracker.ensure_running()  # which would let it through again
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _run(call: "partial[Any]", sender: Connection, within: Limits, reporting: bool) -> None:
    os.setsid()
    os.nice(_NICENESS)
    Thread(target=_end_with_parent, name="parent's end", daemon=True).start()
    keywords = {"progress": lambda part, what: sender.send((float(part), what))}
    try:
        _limit(within)
        sender.send((call(**keywords if reporting else {}),))
    except MemoryError:
        sender.send(WorkFailed("work.no_memory", megabytes=within.memory_mb))
    except Exception as error:  # noqa: BLE001 (the boundary: errors cross to the caller)
        sender.send(error)


def _end_with_parent() -> None:
    """Whoever started this process was killed: end, and all that was started here."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.killpg(os.getpid(), signal.SIGKILL)


def _limit(within: Limits) -> None:
    """Have the system refuse what is too much, also where this process hears nothing any more."""
    cpu = int(within.seconds * (os.cpu_count() or 1)) + 1
    _lower(resource.RLIMIT_CPU, cpu)
    if within.memory_mb:
        _lower(resource.RLIMIT_DATA, within.memory_mb << 20)


def _lower(what: int, to: int) -> None:
    _, most = resource.getrlimit(what)
    allowed = to if most == resource.RLIM_INFINITY else min(to, most)
    resource.setrlimit(what, (allowed, most))


def _kill(process: SpawnProcess) -> None:
    pid = process.pid
    with suppress(ProcessLookupError):  # it has ended by itself
        if pid is not None and os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
    process.kill()
