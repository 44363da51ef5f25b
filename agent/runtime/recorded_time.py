"""The time of a recording: it goes by as the recording is played, however long that takes."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count


@dataclass(slots=True)
class Put:
    """A call that was put off."""

    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass(slots=True)
class RecordedTime:
    """A clock that stands still unless it is moved; `begun` is its time zero."""

    begun: datetime
    seconds: float = 0.0
    """How far it is; whoever plays the recording moves it."""
    _calls: list[tuple[float, int, Put]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def now(self) -> datetime:
        return self.begun + timedelta(seconds=self.seconds)

    def later(self, seconds: float, call: Callable[[], None]) -> Put:
        put = Put(call)
        heapq.heappush(self._calls, (self.seconds + seconds, next(self._order), put))
        return put

    @property
    def due(self) -> float:
        """When the next call is to be made; infinity where there is none."""
        while self._calls and self._calls[0][2].cancelled:
            heapq.heappop(self._calls)
        return self._calls[0][0] if self._calls else float("inf")

    def next(self) -> None:
        """Go on to the next call that is due, and make it."""
        self.seconds = self.due
        _, _, put = heapq.heappop(self._calls)
        put.call()
