"""Memory that was freed goes back to the system, instead of staying with the thread that had it.

The C library keeps a heap for each of several threads. Whenever another of them first loads a
model, that heap grows by megabytes, and is kept: what runs for months grows by all of them.
"""

import ctypes
from typing import Any

ARENA_MAX, MMAP_THRESHOLD, TRIM_THRESHOLD = -8, -3, -1
"""What glibc's mallopt(3) calls M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD."""
HEAPS = 2
LARGE = 128 << 10
"""Bytes of what is taken from the system for itself, and handed back alone; glibc would soon take
many times as much for small."""


def hand_back(library: Any = None) -> bool:
    """Set it up, before there are threads; False where the C library is another than glibc."""
    set_up = getattr(library or ctypes.CDLL(None), "mallopt", None)
    if set_up is None:
        return False
    given = ((ARENA_MAX, HEAPS), (MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, LARGE))
    return all(set_up(name, value) for name, value in given)
