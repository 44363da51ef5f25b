"""A process that does one call for this one."""

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

from agent.learning.errors import WorkFailed

_NICENESS = 10  # speech and the event loop come first


@dataclass(frozen=True, slots=True)
class Limits:
    """What work may take: seconds from its start, and megabytes of memory, 0 for any."""

    seconds: float = 120.0
    memory_mb: int = 0


def nothing() -> None:
    """What a process does that has nothing to do before its call."""


class Worker:
    """A process that waits for one call, does it and ends.

    It is spawned, so it shares nothing with this one, and leads a process group, so that nothing it
    starts outlives a `kill` or this process. One that nobody holds any more ends by itself.
    """

    def __init__(self, first: Callable[[], None] = nothing) -> None:
        """Start it; `first` is done while it waits. This takes milliseconds, so call it in a thread
        where an event loop runs."""
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, first), daemon=True)
        with _sparing_interrupts():
            self._process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.is_alive()

    def do(
        self, call: "partial[Any]", within: Limits, reporting: bool
    ) -> Iterator[tuple[Any, ...] | Exception]:
        """Hand it its call, and yield what it sends until it has ended: (part, message) where it is
        `reporting`, then (result,) or an error."""
        with suppress(EOFError, ConnectionError):  # the other end is closed
            self._connection.send((call, within, reporting))
            while True:
                yield self._connection.recv()

    def join(self) -> int | None:
        """Wait for its end; its exit code."""
        self._process.join()
        return self._process.exitcode

    def kill(self) -> None:
        """End it and all that it started."""
        pid = self._process.pid
        with suppress(ProcessLookupError):  # it has ended by itself
            if pid is not None and os.getpgid(pid) == pid:
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()


@contextmanager
def _sparing_interrupts() -> Iterator[None]:
    """Ctrl-C is for who started the work: what this thread starts meanwhile does not hear it."""
    resource_tracker.ensure_running()  # which would let it through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, first: Callable[[], None]) -> None:
    os.setsid()
    os.nice(_NICENESS)
    Thread(target=_end_with_parent, name="parent's end", daemon=True).start()
    first()
    with suppress(EOFError):  # nobody wanted anything
        _do(connection)


def _do(connection: Connection) -> None:
    call, within, reporting = connection.recv()
    keywords = {"progress": lambda part, what: connection.send((float(part), what))}
    try:
        _limit(within)
        connection.send((call(**keywords if reporting else {}),))
    except MemoryError:
        connection.send(WorkFailed("work.no_memory", megabytes=within.memory_mb))
    except Exception as error:  # noqa: BLE001 (the boundary: errors cross to the caller)
        connection.send(error)


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
