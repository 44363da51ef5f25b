"""A changed byte anywhere in a home, and a clock that jumps: the agent starts, or says why not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.runtime.clock import WallClock
from agent.storage.errors import StorageError
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook
from tests.agent.test_homes import HOMES, unpacked

ANN = SessionKey("ann", "club")
LATEST = HOMES[-1]


async def asked(home: Path, caplog: pytest.LogCaptureFixture) -> str:
    """What a person in a damaged home is told; nothing may break on the way."""
    notebook = Notebook(home)
    try:
        async with opened(settings_for(home, retrain_seconds=3_600)) as app:
            for line in ("!status", "will it rain"):
                app.runner.submit(ANN, Said(line), notebook)
                await app.runner.settled(ANN)
    except StorageError as error:
        return str(error)
    assert "defect" not in caplog.text
    return "\n".join(notebook.heard)


@pytest.mark.parametrize("seed", range(12))
async def test_a_byte_flipped_anywhere(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chance = Random(seed)
    home = unpacked(LATEST, tmp_path / "home")
    for file in sorted(path for path in home.rglob("*") if path.is_file()):
        content = bytearray(file.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        if file.name != "understudy.sqlite3" or seed % 3 == 0:
            file.write_bytes(content)
    assert await asked(home, caplog)


class Jumping(WallClock):
    """Each look at it is years before or after the one before."""

    def __init__(self) -> None:
        self._jumps = 0

    def now(self) -> datetime:
        self._jumps += 1
        years = (10, -5, 30, -9)[self._jumps % 4]
        return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=365 * years)


def datasets(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "datasets").rglob("*.json"))


async def test_a_clock_that_jumps_loses_nothing(tmp_path: Path) -> None:
    home = unpacked(LATEST, tmp_path / "home")
    notebook = Notebook(home)
    kept = datasets(home)
    for _ in range(2):
        async with opened(settings_for(home, retrain_seconds=3_600), Jumping()) as app:
            for line in ("list", "sun => warm", "!status"):
                app.runner.submit(ANN, Said(line), notebook)
                await app.runner.settled(ANN)
    assert datasets(home) == kept
    assert any("“sun” gives “warm”" in heard for heard in notebook.heard)
    assert not any("lost the thread" in heard for heard in notebook.heard)
