"""Everything a workspace keeps, opened once."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from agent.learning.dataset import Dataset, parse
from agent.storage.archive import Archive
from agent.storage.attachments import Attachments
from agent.storage.datasets import DatasetStore
from agent.storage.drafts import Drafts
from agent.storage.home import Home
from agent.storage.registry import ModelRegistry
from agent.storage.workspace import Workspace

STARTERS = "starters"
"""The workspace of the datasets and the model that the agent starts with."""
FIRST = "lessons"
"""The dataset a workspace begins with when it is taught by talking."""


@dataclass(frozen=True, slots=True)
class WorkspaceStores:
    """What one workspace keeps."""

    workspace: Workspace
    archive: Archive
    datasets: DatasetStore
    drafts: Drafts
    attachments: Attachments
    models: ModelRegistry


class Stores:
    """The shelves of all workspaces, and the starters (read from `starters`, a folder)."""

    def __init__(self, home: Home, starters: Path) -> None:
        self._home = home
        self._starters = starters
        self._shelves: dict[str, WorkspaceStores] = {}
        self._lock = Lock()

    def of(self, workspace: str) -> WorkspaceStores:
        with self._lock:
            if workspace not in self._shelves:
                self._shelves[workspace] = _shelf(self._workspace(workspace))
            return self._shelves[workspace]

    def workspaces(self) -> list[str]:
        """The workspaces that keep any file."""
        return self._home.workspaces()

    def drop(self, workspace: str) -> None:
        """Forget what is opened of a workspace that was deleted."""
        with self._lock:
            self._shelves.pop(workspace, None)

    def history(self, workspace: str) -> Path:
        """Where the lines typed in a workspace are kept for its user; may be missing."""
        return self._home.history(workspace)

    def starters(self) -> Dataset:
        """All starter datasets as one. Raises DatasetError when a file of them is damaged."""
        files = sorted(self._starters.glob("*.json"))
        datasets = [parse(file.read_bytes(), file.name) for file in files]
        return Dataset(tuple(example for each in datasets for example in each.examples))

    def _workspace(self, name: str) -> Workspace:
        if name != STARTERS:
            return self._home.workspace(name)
        root = self._home.root
        return Workspace(
            STARTERS, self._starters, root / "models/onnx" / STARTERS, root / "archive" / STARTERS
        )


def _shelf(workspace: Workspace) -> WorkspaceStores:
    archive = Archive(workspace)
    return WorkspaceStores(
        workspace,
        archive,
        DatasetStore(workspace, archive),
        Drafts(workspace),
        Attachments(workspace),
        ModelRegistry(workspace),
    )
