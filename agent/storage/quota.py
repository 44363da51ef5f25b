"""How much one workspace may keep."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from agent.storage.errors import StorageError


@dataclass(frozen=True, slots=True)
class Quota:
    """So many files, and so many bytes in them; without, there is no limit."""

    files: int | None = None
    megabytes: int | None = None

    def make_room(self, folders: Iterable[Path], size: int, files: int = 1) -> None:
        """Raise StorageError where `files` more with `size` bytes more would be too much.

        What makes a workspace no larger is never refused.
        """
        if (size <= 0 and files <= 0) or (self.files is None and self.megabytes is None):
            return
        there, used = _usage(folders)
        full = self.files is not None and there + files > self.files
        if full or (self.megabytes is not None and used + size > self.megabytes << 20):
            raise StorageError("workspace.full", files=self.files, megabytes=self.megabytes)


UNBOUNDED = Quota()


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
