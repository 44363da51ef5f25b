"""What the workspaces keep, as the runner asks for it: files, and what can be listened for."""

from dataclasses import dataclass
from pathlib import Path

from agent.dialog.turns import Taught
from agent.learning.errors import DatasetError
from agent.services.stores import FIRST, Stores, WorkspaceStores
from agent.storage.errors import StorageError

MOST_SENTENCES, MOST_DATASETS = 200, 20
"""Sentences and names that are listened for."""
MOST_WORKSPACES = 256
"""Workspaces whose words are kept at hand."""

FileState = tuple[str, int, int]
"""What a dataset is called, when its file was written, and how long it is."""


@dataclass(frozen=True, slots=True)
class _Read:
    state: tuple[FileState, ...]
    taught: Taught


class WorkspaceLibrary:
    """Files, the selected dataset's sentences, and all datasets' names."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._read: dict[str, _Read] = {}

    def locate(self, workspace: str, path: str) -> Path:
        """The file at a path of a workspace. Raises StorageError."""
        return self._stores.of(workspace).workspace.resolve(path)

    def taught(self, workspace: str) -> Taught:
        """What was taught there when it was last looked up; nothing before that."""
        read = self._read.get(workspace)
        return read.taught if read else Taught()

    def look_up(self, workspace: str) -> None:
        """Look on the disk; files are read only where they changed.

        What cannot be read is not listened for.
        """
        before = self._read.pop(workspace, None)
        try:
            self._read[workspace] = _looked_up(self._stores.of(workspace), before)
        except (StorageError, DatasetError, OSError):
            return
        if len(self._read) > MOST_WORKSPACES:
            del self._read[next(iter(self._read))]


def _looked_up(stores: WorkspaceStores, before: _Read | None) -> _Read:
    names = stores.datasets.names()
    selected = stores.datasets.selected()
    name = selected.name if selected else FIRST
    state = tuple(_state(stores, each) for each in (*names, *((name,) if name in names else ())))
    if before and before.state == state:
        return before
    lines = stores.datasets.load(name).examples if name in names else ()
    sentences = tuple(dict.fromkeys(line.input for line in lines))
    return _Read(state, Taught(sentences[:MOST_SENTENCES], tuple(names[:MOST_DATASETS])))


def _state(stores: WorkspaceStores, name: str) -> FileState:
    file = (stores.workspace.datasets / f"{name}.json").stat()
    return name, file.st_mtime_ns, file.st_size
