"""The datasets of a workspace: files by name, versions by content."""

import logging
from contextlib import suppress
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from agent.learning.dataset import Dataset
from agent.learning.errors import DatasetError
from agent.storage.archive import Archive
from agent.storage.atomic import write_file
from agent.storage.errors import NotThere, explained
from agent.storage.kept import kept
from agent.storage.names import is_slug, shown, slug
from agent.storage.workspace import Workspace

log = logging.getLogger(__name__)


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
        self._pointer = workspace.datasets / ".selected"

    def save(self, name: str, dataset: Dataset) -> DatasetVersion:
        """Keep `dataset` under `name`, replacing what had that name; on the disk on return."""
        name = slug(name)
        with explained("could_not.save_dataset", name=name):
            path, content = self._workspace.datasets / f"{name}.json", dataset.to_json()
            self._workspace.make_room_for(path, content)
            write_file(path, content)
        return DatasetVersion(name, dataset.version)

    def load(self, name: str) -> Dataset:
        """The dataset `name`. Raises NotThere, or DatasetError when its file is no dataset."""
        name = slug(name)
        self._require(name)
        path = f"datasets/{name}.json"
        with explained("could_not.read_dataset", name=name):
            return kept(self._workspace.resolve(path).read_bytes(), path)

    def has(self, name: str) -> bool:
        """Whether there is a dataset of that name."""
        return slug(name) in self.names()

    def stamp(self, name: str) -> tuple[int, int] | None:
        """What changes with the file of a dataset; None where there is none."""
        try:
            found = (self._workspace.datasets / f"{slug(name)}.json").stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def names(self) -> list[str]:
        """The names of all datasets, sorted."""
        with explained("could_not.list_datasets"):
            files = self._workspace.datasets.glob("*.json")
            return sorted(file.stem for file in files if is_slug(file.stem) and file.is_file())

    def remove(self, name: str) -> None:
        """Remove a dataset; archived versions stay. Raises NotThere."""
        name = slug(name)
        self._require(name)
        with explained("could_not.remove_dataset", name=name):
            (self._workspace.datasets / f"{name}.json").unlink()

    def select(self, name: str) -> DatasetVersion:
        """Archive the present version of a dataset and make it the one models are trained from."""
        self._require(slug(name))
        entry = self._archive.pack_dataset(name)
        selected = DatasetVersion(entry.name, entry.version)
        with explained("could_not.select_dataset", name=entry.name):
            write_file(self._pointer, TypeAdapter(DatasetVersion).dump_json(selected))
        return selected

    def deselect(self) -> None:
        """No dataset is selected any more."""
        with explained("could_not.select_dataset", name=""):
            self._pointer.unlink(missing_ok=True)

    def selected(self) -> DatasetVersion | None:
        """What was selected last, or None; where that cannot be read, the last to change that is
        whole."""
        if not self._pointer.exists():
            return None
        try:
            with explained("could_not.read_selected"):
                return TypeAdapter(DatasetVersion).validate_json(self._pointer.read_bytes())
        except ValidationError:
            return self._heal()

    def _heal(self) -> DatasetVersion | None:
        log.warning("which dataset is selected was lost; it is the one that changed last")
        newest_first = sorted(self.names(), key=lambda name: self.stamp(name) or (), reverse=True)
        for name in newest_first:
            with suppress(DatasetError):
                return self.select(name)
        self.deselect()
        return None

    def _require(self, name: str) -> None:
        if not self.has(name):
            raise NotThere("dataset.missing", name=shown(name))
