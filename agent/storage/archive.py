"""Archives: what a workspace keeps for good, as zip files that prove their content."""

from dataclasses import dataclass
from typing import Literal

from agent.learning.dataset import Dataset
from agent.storage.workspace import Workspace

Kind = Literal["dataset", "datasets", "models", "reports"]
Folder = Literal["datasets", "models", "reports"]


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One archive: `file` is its name in archive/, `version` the SHA-256 of what it holds."""

    name: str
    file: str
    kind: Kind
    size: int
    version: str


class Archive:
    """The archives of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def pack_dataset(self, name: str) -> ArchiveEntry:
        """Archive the present version of a dataset. The same version is the same archive."""
        raise NotImplementedError

    def pack_folder(self, folder: Folder) -> ArchiveEntry:
        """Archive all datasets, all model versions, or the reports of all model versions."""
        raise NotImplementedError

    def entries(self) -> list[ArchiveEntry]:
        """All archives, sorted by file name; damaged ones are left out."""
        raise NotImplementedError

    def restore(self, file: str) -> list[str]:
        """Bring back what an archive holds; returns the workspace paths written.

        All is checked against the manifest first. A dataset that would be replaced is archived
        before; a model version that is there stays; reports go to a folder beside the archive.
        """
        raise NotImplementedError

    def load_dataset(self, name: str, version: str) -> Dataset:
        """The exact version of a dataset from its archive."""
        raise NotImplementedError
