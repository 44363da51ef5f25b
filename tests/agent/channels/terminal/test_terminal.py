"""Somebody at a terminal: typing while the agent is busy, and being shown what it says."""

import stat
from pathlib import Path

import pytest

from tests.agent.channels.terminal.conftest import (
    ENTER,
    UP,
    seated,
)

pytestmark = pytest.mark.slow


async def test_a_line_is_answered_and_remembered_for_its_user_only(home: Path) -> None:
    async with seated(home) as seat:
        await seat.says("who are you", "the name my owner chose")
    history = home / "history/console"
    assert "+who are you" in history.read_text()
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    assert stat.S_IMODE(history.parent.stat().st_mode) == 0o700
    async with seated(home) as seat:
        seat.press(UP)
        await seat.sees("who are you")
        seat.press(ENTER)
        await seat.sees("the name my owner chose")


async def test_what_was_typed_is_exported_and_forgotten(home: Path) -> None:
    async with seated(home) as seat:
        await seat.says("!correct canary => bird", "Learned")
        await seat.says("!forget", "[yes / no]")
        await seat.says("yes", "Forgotten")
    assert not (home / "history/console").exists()
