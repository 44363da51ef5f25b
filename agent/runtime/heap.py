"""Memory that was freed goes back to the system, instead of staying with the thread that had it.

The C library keeps a heap for each of several threads. Whenever another of them first loads a
model, that heap grows by megabytes, and is kept: what runs for months grows by all of them.
Handing back at once is too dear: a network takes megabytes at each step, and reading a sentence
took half as long again. So there are few heaps, and now and then they are gone through.
"""

import asyncio
import ctypes
from typing import Any

from agent.runtime.threads import in_thread

ARENA_MAX, MMAP_THRESHOLD, TRIM_THRESHOLD = -8, -3, -1
"""What glibc's mallopt(3) calls M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD."""
HEAPS = 2
LARGE = 8 << 20
"""Bytes of what is taken from the system for itself, and handed back alone; no step takes more."""
EVERY = 10.0
"""Seconds between two handings back; without much to hand back one takes a fraction of 1 ms."""


def few_heaps(library: Any = None) -> bool:
    """Set it up, before there are threads; False where the C library is another than glibc."""
    set_up = getattr(library or ctypes.CDLL(None), "mallopt", None)
    if set_up is None:
        return False
    given = ((ARENA_MAX, HEAPS), (MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, LARGE))
    return all(set_up(name, value) for name, value in given)


def hand_back(library: Any = None) -> bool:
    """Let the system have what is free; False where the C library cannot."""
    trim = getattr(library or ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))


async def handing_back() -> None:
    """Go on for ever."""
    while True:
        await asyncio.sleep(EVERY)
        await in_thread(hand_back)
