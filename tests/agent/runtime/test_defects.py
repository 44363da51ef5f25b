"""An error that nobody waits for is logged without what it says, and without what it was given."""

import asyncio
import gc

import pytest

from agent.runtime.defects import log_lost


async def fails(words: str) -> None:
    raise ValueError(words)


async def test_a_task_that_nobody_waits_for(caplog: pytest.LogCaptureFixture) -> None:
    asyncio.get_running_loop().set_exception_handler(log_lost)
    asyncio.create_task(fails("kanarienvogel"))  # noqa: RUF006 (nobody holds it)
    await asyncio.sleep(0)
    gc.collect()
    assert "defect: ValueError" in caplog.text
    assert "test_defects.py" in caplog.text
    assert "kanarienvogel" not in caplog.text


async def test_a_callback_that_was_given_words(caplog: pytest.LogCaptureFixture) -> None:
    asyncio.get_running_loop().set_exception_handler(log_lost)
    asyncio.get_running_loop().call_soon(int, "kanarienvogel")
    await asyncio.sleep(0)
    assert "defect: ValueError" in caplog.text
    assert "kanarienvogel" not in caplog.text


async def test_a_complaint_without_an_error(caplog: pytest.LogCaptureFixture) -> None:
    log_lost(asyncio.get_running_loop(), {"message": "kanarienvogel", "client": "kanarienvogel"})
    assert "the event loop complains" in caplog.text
    assert "kanarienvogel" not in caplog.text
