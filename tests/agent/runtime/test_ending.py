"""A process that is told to stop ends soon, whatever still computes in it."""

import asyncio
import os
import signal
from multiprocessing import get_context
from threading import Event

from agent.runtime.ending import until_told
from tests.patience import PATIENCE


def busy() -> None:
    """Is told to stop, and has a thread that never ends."""

    async def serve() -> None:
        asyncio.get_running_loop().run_in_executor(None, Event().wait)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()

    asyncio.run(until_told(serve(), within=0.01))
    os._exit(1)  # the thread keeps it from coming here


def test_a_thread_that_never_ends_keeps_no_process_alive() -> None:
    process = get_context("forkserver").Process(target=busy)
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGALRM
