"""What time it is, and calls that are put off: a clock is an argument, so that nothing sleeps."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Handle(Protocol):
    """A call that was put off."""

    def cancel(self) -> None:
        """Do not make it."""


class Clock(Protocol):
    """The time in which dialogs happen."""

    def now(self) -> datetime:
        """The date and time, with its zone."""

    def later(self, seconds: float, call: Callable[[], None]) -> Handle:
        """Make a call after so many seconds, on the event loop."""


class WallClock:
    """The time of this machine, and the event loop's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def later(self, seconds: float, call: Callable[[], None]) -> Handle:
        return asyncio.get_running_loop().call_later(seconds, call)
