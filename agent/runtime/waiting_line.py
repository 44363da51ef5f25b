"""A line to wait in: so many at a time in all, one of a kind, first come first served."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from agent.learning.errors import WorkFailed

LONGEST = 20
"""Who comes when so many wait is sent away."""


@dataclass(eq=False)
class _Waiting:
    kind: str
    turn: asyncio.Event = field(default_factory=asyncio.Event)


class WaitingLine:
    """Lets `most` through at a time, and never two of one kind."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: list[_Waiting] = []
        self._inside: list[_Waiting] = []

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @property
    def inside(self) -> int:
        """How many are inside."""
        return len(self._inside)

    @asynccontextmanager
    async def turn(self, kind: str, told: Callable[[int], None]) -> AsyncIterator[None]:
        """Be inside while the block runs; `told` hears how many come first, if anybody does.

        Raises WorkFailed where too many wait already.
        """
        place = _Waiting(kind)
        if len(self._waiting) >= LONGEST:
            raise WorkFailed("work.line_full")
        self._waiting.append(place)
        self._admit()
        try:
            if not place.turn.is_set():
                told(len(self._inside) + self._waiting.index(place))
            await place.turn.wait()
            yield
        finally:
            (self._inside if place in self._inside else self._waiting).remove(place)
            self._admit()

    def _admit(self) -> None:
        for place in list(self._waiting):
            if len(self._inside) >= self._most:
                return
            if all(place.kind != other.kind for other in self._inside):
                self._waiting.remove(place)
                self._inside.append(place)
                place.turn.set()
