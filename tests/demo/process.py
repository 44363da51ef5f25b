"""The agent's process: started, followed by what it tells, and told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import TypeAdapter

from agent.channels.spoken.room import Line
from agent.settings import ROOT, Settings
from tests.loopback import Loopback

LOG = "agent.log"
"""What the process writes to standard error, in the agent's home."""
READY_SECONDS = 120
"""Until it is ready; it may have to train its first model."""
CLOSE_SECONDS = 20
TOLD = (0, -signal.SIGTERM, -signal.SIGINT)
"""How it ends when told to: in order, or at once while it still begins."""


class AgentFailedError(RuntimeError):
    """The process ended by itself or in disorder; the text has the end of its log."""


@asynccontextmanager
async def process(
    loopback: Loopback, settings: Settings, note: Callable[[Line], None]
) -> AsyncIterator[None]:
    """The agent, ready, in a process of its own; `note` is told what is said in voice channels.

    Raises AgentFailedError and TimeoutError.
    """
    log = settings.home / LOG
    running = await _started(loopback, settings, log)
    try:
        told = _told(running)
        async with asyncio.timeout(READY_SECONDS):
            await anext(told)
        following = asyncio.create_task(_follow(told, note))
        yield
    finally:
        await _stop(running, log)
    await following


async def _started(loopback: Loopback, settings: Settings, log: Path) -> Process:
    given = settings.model_dump_json(exclude={"discord_token"})
    command = ("-m", "tests.demo.agent", str(loopback.port), str(loopback.certificate), given)
    environment = {**os.environ, "DISCORD_TOKEN": loopback.token}
    with log.open("wb") as errors:
        return await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=PIPE, stderr=errors, cwd=ROOT, env=environment
        )


async def _told(running: Process) -> AsyncIterator[Line | str]:
    parser: TypeAdapter[Line | str] = TypeAdapter(Line | str)
    if running.stdout:
        async for line in running.stdout:
            yield parser.validate_json(line)


async def _follow(told: AsyncIterator[Line | str], note: Callable[[Line], None]) -> None:
    async for each in told:
        if isinstance(each, Line):
            note(each)


async def _stop(running: Process, log: Path) -> None:
    """Ask it to close everything, and see that it did. Raises AgentFailedError."""
    if running.returncode is None:
        running.terminate()
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            code = await running.wait()
    except TimeoutError:
        running.kill()
        code = await running.wait()
    if code not in TOLD:
        raise _failure(code, log)


def _failure(code: int, log: Path) -> AgentFailedError:
    end = log.read_text("utf-8", "replace")[-2_000:]
    return AgentFailedError(f"The agent's process ended with {code}:\n{end}")
