"""One workspace on disk, and the only way from a path somebody typed to a file in it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.storage.errors import NotThere, OutsideWorkspace
from agent.storage.names import shown
from agent.storage.quota import UNBOUNDED, Quota

LONGEST_PATH = 1_000
"""Characters of a path in a workspace."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The three folders of the workspace `name`; each is made when first written to."""

    name: str
    datasets: Path
    models: Path
    archive: Path
    quota: Quota = UNBOUNDED

    @property
    def folders(self) -> dict[str, Path]:
        """The folders by the first part of a workspace path, such as "datasets/weather.json"."""
        return {"datasets": self.datasets, "models": self.models, "archive": self.archive}

    def files(self) -> list[str]:
        """The workspace paths of all finished files, sorted; each can be resolved."""
        return sorted(path for top, folder in self.folders.items() for path in _paths(top, folder))

    def make_room(self, size: int, files: int = 1) -> None:
        """Raise StorageError where `files` more with `size` bytes more are too much."""
        self.quota.make_room(self.folders.values(), size, files)

    def make_room_for(self, path: Path, content: bytes) -> None:
        """The same for a file that is to be at `path`, whatever is there now."""
        there = path.is_file()
        before = path.stat().st_size if there else 0
        self.make_room(len(content) - before, 0 if there else 1)

    def resolve(self, path: str) -> Path:
        """The file at a workspace path. Raises OutsideWorkspace or NotThere."""
        parts = parts_of(path)
        folder = self.folders.get(parts[0])
        if folder is None or len(parts) == 1 or any(part.startswith(".") for part in parts):
            raise _not_there(path)
        try:
            found = folder.joinpath(*parts[1:]).resolve()
            inside, there = found.is_relative_to(folder.resolve()), found.is_file()
        except (OSError, RuntimeError) as error:  # a name too long, a loop of links
            raise _not_there(path) from error
        if not inside:
            raise _outside(path)
        if not there:
            raise _not_there(path)
        return found


def parts_of(path: str) -> list[str]:
    """The names in a relative path. Raises OutsideWorkspace for any that could lead out."""
    parts = path.split("/")
    if _is_odd(path) or ".." in parts or path.startswith("/"):
        raise _outside(path)
    return [part for part in parts if part not in {"", "."}] or [""]


def _is_odd(path: str) -> bool:
    unsafe = not path.isprintable() or any(char in path for char in "\\:")
    return unsafe or len(path) > LONGEST_PATH


def _paths(top: str, folder: Path) -> Iterator[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(where, name)
            path = f"{top}/{file.relative_to(folder).as_posix()}"
            if not name.startswith(".") and not file.is_symlink() and not _is_odd(path):
                yield path


def _outside(path: str) -> OutsideWorkspace:
    return OutsideWorkspace("path.outside", path=shown(path))


def _not_there(path: str) -> NotThere:
    return NotThere("path.missing", path=shown(path))
