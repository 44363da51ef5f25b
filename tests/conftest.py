"""What holds for all tests."""

import multiprocessing
import signal
from collections.abc import Iterator
from multiprocessing import forkserver

import pytest
from hypothesis import settings

from agent.runtime import ending, workers
from tests.covering import unmeasured

# A busy machine is no defect, and what fails today fails tomorrow; "explore" looks further.
settings.register_profile("understudy", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile("understudy")
# What is started in the background ignores Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def forked_work() -> Iterator[None]:
    """Work is done in processes that are forked, all of one which has learning imported already.

    To import it takes ten times as long as to train what tests train. Tests with `spawned_work`,
    and those that run the agent as a process of its own, prove that spawned ones do.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["agent.learning.training", "agent.learning.picture"])
    with unmeasured():
        forkserver.ensure_running()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "get_context", lambda method: context)
        yield


@pytest.fixture(scope="session", autouse=True)
def goes_on() -> Iterator[None]:
    """This process outlives what is told to stop in it; what is started does not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ending, "_end_by", lambda seconds: None)
        yield


@pytest.fixture
def spawned_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is done as outside of tests, in processes that share nothing with this one."""
    monkeypatch.setattr(workers, "get_context", multiprocessing.get_context)
