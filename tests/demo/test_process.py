"""The agent's process, where it cannot do its work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agent.conftest import settings_for
from tests.demo.process import AgentFailedError, process
from tests.loopback import Loopback

pytestmark = pytest.mark.slow


async def test_it_says_why_it_ended(tmp_path: Path) -> None:
    async with Loopback() as loopback:
        loopback.token = ""
        with pytest.raises(AgentFailedError, match="DISCORD_TOKEN is not set"):
            async with process(loopback, settings_for(tmp_path), lambda line: None):
                pytest.fail("There is nobody to talk to.")
