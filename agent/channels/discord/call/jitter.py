"""Putting one speaker's packets back in order, and deciding when a missing one is lost."""

from __future__ import annotations

from enum import StrEnum

PATIENCE = 0.08  # seconds to wait for a missing packet
DEPTH = 5  # packets after a missing one, at which it counts as lost
START = 2  # packets to see before the first is let go, since it may not be the first
CONCEALED = 10  # at most this many packets in a row are made up for; a longer gap is a pause
JUMP = 500  # a sequence number further off than this begins a new stream
WRAP = 1 << 16


class PacketRefused(StrEnum):
    """Why a packet was not taken."""

    LATE = "late"
    DUPLICATE = "duplicate"


class JitterBuffer:
    """Takes frames by their 16-bit sequence numbers; gives them in order, None for a lost one.

    `deadline` is when `due` wants to be called (in the seconds of `now`), None when nothing waits.
    """

    def __init__(self) -> None:
        self._held: dict[int, bytes] = {}
        self._next: int | None = None
        self._newest: int | None = None
        self.deadline: float | None = None

    def push(self, sequence: int, frame: bytes, now: float) -> list[bytes | None] | PacketRefused:
        """Take a frame at time `now` (seconds); returns what can be played by now."""
        position = self._unwrap(sequence)
        before: list[bytes | None] = []
        if self._next is not None and abs(position - self._next) > JUMP:
            before = self._flush()
            self._next, position = None, sequence
        if position in self._held:
            return PacketRefused.DUPLICATE
        if self._next is not None and position < self._next:
            return PacketRefused.LATE
        self._held[position] = frame
        self._newest = position if self._next is None else max(position, self._newest or position)
        return before + self._release(now)

    def due(self, now: float) -> list[bytes | None]:
        """What can be played because the missing packet before it has had its time."""
        if self.deadline is None or now < self.deadline:
            return []
        ready = self._skip()
        self.deadline = now + PATIENCE if self._held else None
        return ready

    def _unwrap(self, sequence: int) -> int:
        if self._newest is None:
            return sequence
        return self._newest + (sequence - self._newest + WRAP // 2) % WRAP - WRAP // 2

    def _release(self, now: float) -> list[bytes | None]:
        ready: list[bytes | None] = []
        if self._next is not None or len(self._held) >= START:
            self._next = min(self._held) if self._next is None else self._next
            ready += self._in_order()
        while len(self._held) >= DEPTH:
            ready += self._skip()
        if not self._held:
            self.deadline = None
        elif ready or self.deadline is None:
            self.deadline = now + PATIENCE
        return ready

    def _in_order(self) -> list[bytes | None]:
        ready: list[bytes | None] = []
        while self._next is not None and self._next in self._held:
            ready.append(self._held.pop(self._next))
            self._next += 1
        return ready

    def _skip(self) -> list[bytes | None]:
        """Give the missing packets before the next held one up, and go on from there."""
        first = min(self._held)
        missing = first - self._next if self._next is not None else 0
        self._next = first
        lost: list[bytes | None] = [None] * missing if missing <= CONCEALED else []
        return lost + self._in_order()

    def _flush(self) -> list[bytes | None]:
        ready: list[bytes | None] = []
        while self._held:
            ready += self._skip()
        return ready
