"""A process that is told to stop ends in order, and in any case soon."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

END_SECONDS = 8.0
"""From being told to stop to the end, whatever still computes: everything kept is on the disk."""


async def until_told(serving: Coroutine[Any, Any, None], within: float = END_SECONDS) -> None:
    """Serve until the process is told to stop, and then close everything properly.

    SIGTERM is a proper end; Ctrl-C is one, too, and whoever pressed it is told. The process does
    not outlive a SIGTERM by more than `within` seconds: what is left then ends by SIGALRM.
    """
    task, told = asyncio.create_task(serving), asyncio.Event()

    def stop() -> None:
        if not told.is_set():
            told.set()
            _end_by(within)
        task.cancel()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not told.is_set():
            raise


def _end_by(seconds: float) -> None:
    """Have the system end the process: a thread in a library may let nothing else run here."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
