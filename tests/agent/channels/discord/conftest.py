"""The whole agent in a server of the loopback Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import Loopback


@pytest.fixture
async def port(home: Path) -> AsyncIterator[Harbour]:
    """The whole agent in a server, with the starter model and default settings."""
    async with harbour(home) as running:
        yield running


@pytest.fixture
async def loopback() -> AsyncIterator[Loopback]:
    async with Loopback() as running:
        yield running
