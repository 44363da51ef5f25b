"""Time is an argument: what is put off, held back and counted again, on a recording's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from agent.dialog.session import SessionKey
from agent.runtime.recorded_time import RecordedTime
from agent.runtime.timers import Timers

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
ANN, BOB = SessionKey("ann", "home"), SessionKey("bob", "home")


class Scene:
    """Timers on a clock that a test moves, and what they called."""

    def __init__(self) -> None:
        self.clock = RecordedTime(NOON)
        self.timers = Timers(self.clock.later)
        self.called: list[tuple[str, float]] = []

    def set(self, key: SessionKey, seconds: float, name: str) -> None:
        self.timers.set(key, seconds, lambda: self.called.append((name, self.clock.seconds)))

    def until(self, at: float) -> None:
        while self.clock.due <= at:
            self.clock.next()
        self.clock.seconds = at


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_calls_come_in_the_order_of_their_times(scene: Scene) -> None:
    scene.set(ANN, 600.0, "parking")
    scene.set(ANN, 7.0, "silence")
    scene.set(BOB, 7.0, "silence, too")
    scene.until(10.0)
    assert scene.called == [("silence", 7.0), ("silence, too", 7.0)]
    assert scene.clock.now() == NOON + timedelta(seconds=10)
    assert scene.clock.due == 600.0


def test_while_somebody_speaks_nothing_is_counted(scene: Scene) -> None:
    scene.set(ANN, 7.0, "silence")
    scene.until(6.0)
    scene.timers.hold(ANN)
    scene.until(20.0)
    scene.timers.release(ANN)
    scene.until(30.0)
    assert scene.called == [("silence", 27.0)]


def test_what_is_set_while_somebody_speaks_counts_from_the_end(scene: Scene) -> None:
    scene.timers.hold(ANN)
    scene.set(ANN, 7.0, "silence")
    scene.set(BOB, 7.0, "another's")
    scene.until(10.0)
    assert scene.called == [("another's", 7.0)]
    scene.timers.release(ANN)
    scene.until(20.0)
    assert scene.called[1:] == [("silence", 17.0)]


def test_what_is_cleared_is_not_called_again(scene: Scene) -> None:
    scene.set(ANN, 7.0, "silence")
    scene.timers.clear(ANN)
    scene.timers.release(ANN)
    scene.until(60.0)
    assert scene.called == []
    assert scene.clock.due == float("inf")
