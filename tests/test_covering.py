"""What is slow, and what is of no room, is not traced, and neither is what it starts."""

import os
from types import SimpleNamespace

import pytest
from coverage import Coverage

from tests.covering import FOR_CHILDREN, is_measured, unmeasured


def test_what_is_quick_and_of_a_room_is_measured(request: pytest.FixtureRequest) -> None:
    assert is_measured(request.node)


@pytest.mark.slow
def test_what_is_slow_is_not(request: pytest.FixtureRequest) -> None:
    assert not is_measured(request.node)


@pytest.mark.parametrize("begun", [True, False])
def test_neither_this_process_nor_its_children_are_measured_meanwhile(
    monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    seen: list[str] = []
    measuring = SimpleNamespace(stop=lambda: seen.append("stop"), start=lambda: seen.append("go"))
    monkeypatch.setattr(Coverage, "current", lambda: measuring if begun else None)
    monkeypatch.setenv(FOR_CHILDREN, "config")
    with unmeasured():
        seen.append("test")
        assert (FOR_CHILDREN in os.environ) != begun
    assert seen == (["stop", "test", "go"] if begun else ["test"])
    assert os.environ[FOR_CHILDREN] == "config"
