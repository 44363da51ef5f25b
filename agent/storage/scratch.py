"""Folders to make something in, before it is published or thrown away."""

import fcntl
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from agent.storage.atomic import locked

PREFIX = ".new-"
"""How a folder begins in which something is made."""


class Scratch:
    """A hidden empty folder in `parent`, held while this process lives so that no sweep takes it.

    As a context manager it is removed at the end, unless it was renamed meanwhile.
    """

    def __init__(self, parent: Path) -> None:
        self.path = parent / f"{PREFIX}{uuid4().hex}"
        with locked(parent):
            self.path.mkdir()
            self._handle = os.open(self.path, os.O_RDONLY)
            fcntl.flock(self._handle, fcntl.LOCK_EX)

    def close(self) -> None:
        """Remove the folder if it is still there, and let go of it."""
        try:
            if self.path.exists():
                shutil.rmtree(self.path)
        finally:
            os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def sweep(parent: Path) -> int:
    """Remove the scratch folders in `parent` that no living process holds; returns how many."""
    if not parent.exists():
        return 0
    with locked(parent):
        left = [folder for folder in parent.glob(f"{PREFIX}*/") if not _held(folder)]
        for folder in left:
            _remove(folder)
    return len(left)


def _remove(folder: Path) -> None:
    """Under another name, so that a process whose parent was killed adds nothing before it ends."""
    shutil.rmtree(folder.rename(folder.with_name(f"{PREFIX}{uuid4().hex}")))


def _held(folder: Path) -> bool:
    """Whether a living process has it, or had it a moment ago and removed it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
