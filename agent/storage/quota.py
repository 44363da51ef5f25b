"""How much one workspace may keep."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from agent.storage.errors import StorageError


@dataclass(frozen=True, slots=True)
class Quota:
    """So many files, and so many bytes in them."""

    files: int
    megabytes: int

    def make_room(self, folders: Iterable[Path], size: int, files: int = 1) -> None:
        """Raise StorageError where `files` more with `size` bytes more would be too much.

        What makes a workspace no larger is never refused.
        """
        if size <= 0 and files <= 0:
            return
        there, used = _usage(folders)
        if there + files > self.files or used + size > self.megabytes << 20:
            raise StorageError("workspace.full", files=self.files, megabytes=self.megabytes)


UNBOUNDED = Quota(sys.maxsize, sys.maxsize)


def _usage(folders: Iterable[Path]) -> tuple[int, int]:
    """Files, hidden ones included, and their bytes."""
    files = size = 0
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in names:
                with suppress(FileNotFoundError):  # removed meanwhile
                    size += Path(folder, name).lstat().st_size
                    files += 1
    return files, size
