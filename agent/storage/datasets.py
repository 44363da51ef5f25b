"""The datasets of a workspace: files by name, versions by content."""

from dataclasses import dataclass

from agent.learning.dataset import Dataset
from agent.storage.archive import Archive
from agent.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DatasetVersion:
    """A dataset by name and the SHA-256 of its content."""

    name: str
    version: str


class DatasetStore:
    """The datasets of one workspace. Names may be as people type them; slugs come back."""

    def __init__(self, workspace: Workspace, archive: Archive) -> None:
        self._workspace = workspace
        self._archive = archive

    def save(self, name: str, dataset: Dataset) -> DatasetVersion:
        """Keep `dataset` under `name`, replacing what had that name."""
        raise NotImplementedError

    def load(self, name: str) -> Dataset:
        """The dataset `name`. Raises NotThere, or DatasetError when its file is no dataset."""
        raise NotImplementedError

    def has(self, name: str) -> bool:
        """Whether there is a dataset of that name."""
        raise NotImplementedError

    def names(self) -> list[str]:
        """The names of all datasets, sorted."""
        raise NotImplementedError

    def remove(self, name: str) -> None:
        """Remove a dataset; archived versions stay."""
        raise NotImplementedError

    def select(self, name: str) -> DatasetVersion:
        """Archive the present version of a dataset and make it the one models are trained from."""
        raise NotImplementedError

    def selected(self) -> DatasetVersion | None:
        """What was selected last, or None."""
        raise NotImplementedError

    def load_version(self, name: str, version: str) -> Dataset:
        """An exact version, as it is kept or from the archive. Raises NotThere."""
        raise NotImplementedError
