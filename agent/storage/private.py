"""What is kept is its owner's alone: folders 0700, files 0600."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.storage.walking import everything_in

FOLDER = 0o700
FILE = 0o600
_OTHERS = 0o077


@contextmanager
def private() -> Iterator[None]:
    """While open, whatever this process and those it starts make is for this user's eyes only."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def make_private(folder: Path) -> None:
    """A folder for its owner only, and those above it that are missing."""
    if not folder.parent.exists():
        make_private(folder.parent)
    folder.mkdir(mode=FOLDER, exist_ok=True)


def readable_by_others(tops: Iterable[Path]) -> list[Path]:
    """What others may read or change in these files and folders, themselves included."""
    return [path for top in tops for path in _all(top) if _mode(path) & _OTHERS]


def _all(top: Path) -> Iterator[Path]:
    if top.exists():
        yield top
        yield from (path for path in everything_in(top) if not path.is_symlink())


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError:  # removed meanwhile
        return 0
