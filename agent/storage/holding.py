"""One agent at a time in a home: the system lets go of it when the process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from agent.storage.errors import StorageError, explained
from agent.storage.private import FILE


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`. Raises StorageError at once where another process does."""
    with ExitStack() as stack:
        with explained("could_not.use_home", folder=path.parent):
            handle = os.open(path, os.O_RDWR | os.O_CREAT, FILE)
            stack.callback(os.close, handle)
            _lock(handle, path)
        yield


def _lock(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(handle, 20, 0).decode(errors="replace").strip()
        raise StorageError("home.in_use", folder=path.parent, process=holder or "?") from error
    with suppress(OSError):  # on a full disk only the number is missing
        os.truncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
