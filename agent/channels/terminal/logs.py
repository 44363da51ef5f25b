"""What is logged while somebody types, where it does not tear the line they are typing."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class _Shown(logging.Handler):
    """Hands records over to the event loop, from whatever thread they come."""

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show
        self._loop = asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        self._loop.call_soon_threadsafe(self._show, self.format(record))


@contextmanager
def logged_on(show: Callable[[str], None]) -> Iterator[None]:
    """While open, what the root logger would write to the terminal is shown in this way."""
    root = logging.getLogger()
    streams = [each for each in root.handlers if type(each) is logging.StreamHandler]
    shown = _Shown(show)
    for stream in streams:
        shown.setFormatter(stream.formatter)
        root.removeHandler(stream)
    if streams:
        root.addHandler(shown)
    try:
        yield
    finally:
        root.removeHandler(shown)
        for stream in streams:
            root.addHandler(stream)
