"""Blocking work in threads that is cancelled."""

import asyncio
import gc
import threading
from typing import Any

import pytest

from agent.runtime.threads import in_thread


async def test_work_that_fails_after_it_was_cancelled_is_no_defect() -> None:
    loop, begun, go_on = asyncio.get_running_loop(), threading.Event(), threading.Event()
    complaints: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, context: complaints.append(context))

    def fail() -> None:
        begun.set()
        go_on.wait()
        raise ValueError

    task = asyncio.create_task(in_thread(fail))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    loop.call_soon(go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    del task
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []
