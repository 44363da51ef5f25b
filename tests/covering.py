"""Which tests coverage is measured in: those of a room that are quick.

To be traced makes Python two to three times as slow. Slow tests, and those that hold whole dialogs
with the whole agent, run again what the quick ones of its rooms run, so that they go without.
Neither is what they start traced, nor what trains in a process that all tests share.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from coverage import Coverage

ROOMS = ("tests/agent/", "tests/speech/", "tests/test_")
FOR_CHILDREN = "COVERAGE_PROCESS_CONFIG"
"""Set by coverage, so that processes measure themselves."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure nothing from the first fixture to the last, where nothing is to be measured."""
    if is_measured(item):
        return (yield)
    with unmeasured():
        return (yield)


def is_measured(item: pytest.Item) -> bool:
    """Whether the test is quick, and of a room."""
    return item.nodeid.startswith(ROOMS) and not item.get_closest_marker("slow")


@contextmanager
def unmeasured() -> Iterator[None]:
    """Without coverage in this process, if it is measured at all, and those begun meanwhile."""
    measuring = Coverage.current()
    if measuring is None:
        yield
        return
    config = os.environ.pop(FOR_CHILDREN, None)
    measuring.stop()
    try:
        yield
    finally:
        measuring.start()
        if config is not None:
            os.environ[FOR_CHILDREN] = config
