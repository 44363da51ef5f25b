"""Signals of the system, handled on the event loop."""

import asyncio
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def handling(handlers: Mapping[signal.Signals, Callable[[], None]]) -> Iterator[None]:
    """While open, these signals do this and nothing else."""
    loop = asyncio.get_running_loop()
    for each, handle in handlers.items():
        loop.add_signal_handler(each, handle)
    try:
        yield
    finally:
        for each in handlers:
            loop.remove_signal_handler(each)
