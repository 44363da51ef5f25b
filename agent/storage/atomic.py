"""Files and folders that appear whole or not at all, whatever is killed and when.

What is half-made has a hidden name beside its final place, so that it is on the same disk and
no listing shows it. Folders are locked with flock(2), which the system releases when a process
dies, so several processes may share a home.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from agent.storage.private import FILE, make_private
from agent.storage.walking import everything_in

UNFINISHED = ".*.new"
"""What a file is called that is half-made."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder`, made when missing, against other threads and processes; not reentrant."""
    make_private(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends without an error."""
    make_private(path.parent)
    beside = path.with_name(f".{path.name}.new")
    with _claimed(beside) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink()
            raise
        sync(path.parent)


def write_file(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: written beside, flushed, renamed, and the folder flushed."""
    with replacing(path) as file:
        file.write(content)


def sweep_unfinished(folder: Path) -> int:
    """Remove what `replacing` left half-made under `folder` when a process was killed; how many."""
    hidden = (path for path in everything_in(folder) if path.match(UNFINISHED))
    return sum(file.is_file() and _removed(file) for file in hidden)


def publish_folder(temp: Path, final: Path) -> None:
    """Flush all in `temp`, then give it the name `final`, which must be free (OSError if not)."""
    for folder, _, names in os.walk(temp):
        for name in names:
            sync(Path(folder, name))
        sync(Path(folder))
    temp.rename(final)
    sync(final.parent)


def sync(path: Path) -> None:
    """Wait until the file or folder at `path` is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _claimed(path: Path) -> BinaryIO:
    """The file at `path`, empty and ours alone; one that a crash left behind is taken over."""
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, FILE), "r+b")
        fcntl.flock(file, fcntl.LOCK_EX)
        if _is_at(path, file):
            file.truncate()
            return file
        file.close()


def _removed(path: Path) -> bool:
    """Remove a file, unless a living process writes it, or it is gone meanwhile."""
    with suppress(BlockingIOError, FileNotFoundError), path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_at(path, file):
            path.unlink()
            return True
    return False


def _is_at(path: Path, file: IO[bytes]) -> bool:
    """Whether an open file still lies there; who held it before may have renamed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
