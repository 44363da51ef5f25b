"""Identifiers as Discord makes them: the time in the upper bits, a counter below."""

from __future__ import annotations

import time

DISCORD_EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Hands out rising identifiers of the present.

    They must be of the present: discord.py reads the age of an interaction from its identifier and
    refuses to answer one that looks older than three seconds.
    """

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """The next identifier, larger than every one before."""
        now = (time.time_ns() // 1_000_000 - DISCORD_EPOCH_MS) << 22
        self._last = max(now, self._last + 1)
        return self._last
