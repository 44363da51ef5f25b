"""840 hostile cases and whatever hypothesis makes up: each is told what must be said, nothing
breaks, and nothing is written outside the home."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.app import App
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook
from tests.hostile import corpus

pytestmark = pytest.mark.slow
SECONDS = 5
"""Of the processor, that any case may take."""
MEGABYTES = 200
"""More than idle, that all cases of a place may take at any moment."""
LONGEST = 110_000
"""Characters of the longest answer: a line of 100,000 is quoted once."""
NUMBERS = count()


def memory(what: str) -> float:
    """Megabytes that this process holds (VmRSS), or held at most (VmHWM)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{what}:")[2].split()[0]) / 1024


@contextmanager
def no_more_memory() -> Iterator[None]:
    """In the block little more memory is taken than was taken before it."""
    idle = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # what it held at most is now
    yield
    assert memory("VmHWM") - idle <= MEGABYTES


@asynccontextmanager
async def agent(home: Path) -> AsyncIterator[App]:
    async with opened(settings_for(home, small_talk=False, retrain_seconds=3_600)) as app:
        with no_more_memory():
            yield app


def outside(folder: Path) -> list[Path]:
    """What lies beside the home."""
    return [path for path in folder.iterdir() if path.name != "home"]


async def answers(app: App, home: Path, lines: list[str]) -> list[str]:
    """What a newcomer in a server of their own is told, line by line."""
    notebook, number = Notebook(home), next(NUMBERS)
    key = SessionKey(f"user-{number}", f"guild-{number}")
    for line in lines:
        app.runner.submit(key, Said(line), notebook)
        await app.runner.stepped(key)
    return notebook.heard


@pytest.mark.parametrize("place", corpus.PLACES)
async def test_what_must_be_said_is_said(
    place: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told = corpus.CASES["said"][place]
    async with agent(tmp_path / "home") as app:
        for name in corpus.CASES["payloads"]:
            began = time.process_time()
            heard = await answers(app, tmp_path, corpus.lines(place, corpus.payload(name)))
            wanted = told.get(name, told["usual"])
            assert any(wanted in each for each in heard), name
            assert time.process_time() - began < SECONDS, name
            assert max(map(len, heard)) < LONGEST, name
    assert "defect" not in caplog.text
    assert outside(tmp_path) == []


def test_there_are_enough_of_them() -> None:
    assert len(list(corpus.names())) >= 300


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=80), min_size=1, max_size=3))
async def test_whatever_is_made_up_is_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, texts: list[str]
) -> None:
    async with agent(tmp_path / "home") as app:
        for text in texts:
            for place in corpus.PLACES:
                assert await answers(app, tmp_path, corpus.lines(place, text))
    assert "defect" not in caplog.text
    assert outside(tmp_path) == []
