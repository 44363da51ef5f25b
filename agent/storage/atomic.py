"""Files and folders that appear whole or not at all, whatever is killed and when.

What is half-made has a hidden name beside its final place, so that it is on the same disk and
no listing shows it. Folders are locked with flock(2), which the system releases when a process
dies, so several processes may share a home.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` alone, against other threads and processes; made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends without an error."""
    with locked(path.parent), _replacing(path) as file:
        yield file


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            beside.unlink()
        raise
    sync(path.parent)


def write_file(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: written beside, flushed, renamed, and the folder flushed."""
    with replacing(path) as file:
        file.write(content)


def update_file(path: Path, change: Callable[[bytes | None], bytes]) -> None:
    """Replace `path` by what `change` makes of its content (None when missing), alone."""
    with locked(path.parent):
        content = change(path.read_bytes() if path.exists() else None)
        with _replacing(path) as file:
            file.write(content)


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
