"""A home with a trained starter model, made once in a run and copied for each test."""

import asyncio
import os
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from agent.building import renderer
from agent.channels.console import Console
from agent.cli.prepare import prepare as make_ready
from agent.opening import opened
from agent.settings import Settings
from agent.storage.atomic import locked

Talk = Callable[..., str]


def settings_for(home: Path, **values: object) -> Settings:
    """Settings with defaults, whatever the environment of the tests says."""
    usual = {"mode": "console", "retrain_seconds": 0, "encoder": "none"}
    usual |= {"turns_a_minute": 1_000_000, "spare_seconds": 0}  # tests type quicker than people
    given = {"understudy_home": home} | usual | values
    return Settings.model_validate(given)


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the encoder that may lie beside the program, so that no test depends on it."""
    monkeypatch.setenv("ENCODER", "none")


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by the first that asks, for the other folders and the other workers, too."""
    run = tmp_path_factory.getbasetemp()
    shared = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    home, making = shared / "starter", shared / "starter.making"

    async def prepare() -> None:
        async with opened(settings_for(making)) as app:
            await make_ready(app)

    with locked(shared):
        if not home.exists():
            asyncio.run(prepare())
            making.rename(home)
    return home


@pytest.fixture
def home(starter_home: Path, tmp_path: Path) -> Path:
    """A home of its own for one test, with the starter model."""
    return Path(shutil.copytree(starter_home, tmp_path / "home", copy_function=_copied))


def _copied(source: str, target: str) -> None:
    """A copy of a file; of the learner of phrases, 10 MB that no test writes into, a link."""
    (os.link if "/models/understanding/" in source else shutil.copy2)(source, target)


@pytest.fixture
def talk(home: Path) -> Talk:
    """Pipe lines through the console in a fresh process's worth of an agent; what it printed."""

    def converse(*lines: str, **values: object) -> str:
        return asyncio.run(_converse(settings_for(home, **values), lines))

    return converse


async def _converse(settings: Settings, lines: tuple[str, ...]) -> str:
    target = StringIO()
    source = StringIO("".join(f"{line}\n" for line in lines))
    async with opened(settings) as app:
        console = Console(app.runner, renderer(settings), 2**25, source, target)
        await console.run()
    return target.getvalue()
