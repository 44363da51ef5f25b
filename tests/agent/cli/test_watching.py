"""What watches the agent hears how it is, and nobody's words."""

from pathlib import Path

import aiohttp
import pytest

from agent.cli.watching import HOST, told, watched
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.storage.errors import StorageError
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook

CANARY = "canary-4711"
ANN = SessionKey("ann-canary", "club")


async def read(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{HOST}:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_health_and_metrics(home: Path) -> None:
    async with opened(settings_for(home)) as app, told(app, 0) as port:
        app.runner.submit(ANN, Said(f"when I say {CANARY} you answer {CANARY}"), Notebook(home))
        await app.runner.settled(ANN)
        assert await read(port, "/healthz") == (200, "ok\n")
        status, metrics = await read(port, "/metrics")
        assert status == 200
        for name in ("turns_total 1", "dialogs_open 1", "trainings_waiting 0", "memory_bytes "):
            assert f"\nunderstudy_{name}" in f"\n{metrics}"
        assert 'stage="save"' in metrics
        assert "canary" not in metrics
        assert (await read(port, "/"))[0] == 404
        app.database.close()
        assert (await read(port, "/healthz"))[0] == 503


async def test_nobody_is_told_unless_a_setting_says_so(home: Path) -> None:
    async with opened(settings_for(home)) as app, watched(app) as port:
        assert port == 0


async def test_a_port_that_is_taken_is_a_sentence(home: Path) -> None:
    async with opened(settings_for(home)) as app, told(app, 0) as port:
        with pytest.raises(StorageError, match=f"on port {port}"):
            async with told(app, port):
                pass
