"""A worker waits for the work that is expected, once, and not for ever."""

import asyncio
import os
import time
from collections.abc import Callable

import pytest

from agent.runtime import spare
from agent.runtime.processes import Work
from agent.runtime.spare import Spare
from agent.runtime.workers import Worker
from tests.patience import PATIENCE

ready: list[int] = []


def get_ready() -> None:
    ready.append(os.getpid())


def die() -> None:
    os._exit(1)


def who() -> list[int]:
    return [*ready, os.getpid()]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Worker]:
    """The workers there were."""
    found: list[Worker] = []

    def start(first: Callable[[], None]) -> Worker:
        found.append(Worker(first))
        return found[-1]

    monkeypatch.setattr(spare, "Worker", start)
    return found


async def test_what_is_expected_is_done_where_it_was_got_ready_for(started: list[Worker]) -> None:
    ahead = Spare(get_ready, PATIENCE)
    ahead.expect()
    ahead.expect()
    worker = await ahead.take()
    assert [worker] == started
    assert await ahead.take() is None
    first, own = await Work.start(who, worker=worker).result()
    assert first == own != os.getpid()


async def test_none_waits_where_none_is_wanted(started: list[Worker]) -> None:
    ahead = Spare(get_ready, 0)
    ahead.expect()
    assert await ahead.take() is None
    assert not started


async def test_one_that_nobody_took_is_given_up(started: list[Worker]) -> None:
    ahead = Spare(get_ready, 0.01)
    ahead.expect()
    limit = time.perf_counter() + PATIENCE
    while not started or started[0].alive:
        assert time.perf_counter() < limit
        await asyncio.sleep(0.01)
    assert await ahead.take() is None


async def test_one_that_died_is_not_handed_out(started: list[Worker]) -> None:
    ahead = Spare(die, PATIENCE)
    ahead.expect()
    limit = time.perf_counter() + PATIENCE
    while not started or started[0].alive:
        assert time.perf_counter() < limit
        await asyncio.sleep(0.01)
    assert await ahead.take() is None
