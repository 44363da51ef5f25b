"""Archives: what a workspace keeps for good, as zip files that prove their content."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from agent.learning.attached import files_in
from agent.learning.dataset import Dataset
from agent.storage import zips
from agent.storage.atomic import replacing
from agent.storage.attachments import path_of
from agent.storage.errors import ArchiveDamaged, NotThere, OutsideWorkspace, explained
from agent.storage.kept import kept
from agent.storage.names import slug
from agent.storage.restoring import belongs, restore
from agent.storage.workspace import Workspace, parts_of
from agent.storage.zips import Source, from_bytes, from_file

Folder = Literal["datasets", "models", "reports"]
Kind = Literal["dataset", "datasets", "models", "reports", "export", "damaged"]

_DIGITS = 12  # of the version, in a file name


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One archive: `file` is its name in archive/, `size` in bytes.

    `version` is that of the dataset, or else the SHA-256 of all it holds; a damaged archive has
    none.
    """

    name: str
    file: str
    kind: Kind
    size: int
    version: str


class Archive:
    """The archives of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def pack_dataset(self, name: str, *, files: bool = False) -> ArchiveEntry:
        """Archive the present version of a dataset; the same version is the same archive. With
        `files`, those that its answers name go along; without, an archive that has them stays.

        Raises NotThere, or DatasetError when its file is no dataset.
        """
        name = slug(name)
        path = f"datasets/{name}.json"
        with explained("could_not.archive_dataset", name=name):
            content = self._workspace.resolve(path).read_bytes()
            dataset = kept(content, path)
            members = {path: from_bytes(content)}
            if files:
                members |= dict(self._attached(dataset))
            elif there := self._there(name, dataset.version):
                return there
            return self._pack("dataset", name, members, dataset.version)

    def pack_version(self, name: str, dataset: Dataset) -> ArchiveEntry:
        """Archive a version of the dataset `name` that a model is trained from."""
        name = slug(name)
        members = {f"datasets/{name}.json": from_bytes(dataset.to_json())}
        with explained("could_not.archive_dataset", name=name):
            if there := self._there(name, dataset.version):
                return there
            return self._pack("dataset", name, members, dataset.version)

    def pack_folder(self, folder: Folder) -> ArchiveEntry:
        """Archive all datasets, all model versions, or the reports of all model versions; not what
        else somebody put into their folders, since that is not brought back."""
        with explained("could_not.archive_folder", folder=folder):
            members = {path: from_file(self._workspace.resolve(path)) for path in self._in(folder)}
            if not members:
                raise NotThere("archive.no_folder", folder=folder)
            return self._pack(folder, folder, members)

    def entries(self) -> list[ArchiveEntry]:
        """All archives, sorted by file name."""
        with explained("could_not.list_archives"):
            return list(self._entries())

    def restore(self, file: str) -> list[str]:
        """Bring back what the archive `file` holds; returns the workspace paths that changed.

        `file` is the name an entry has, or its workspace path, with ".zip" or without.

        All is checked against the manifest first. Before a dataset is replaced by another, all
        datasets are archived; a model version that is there stays as it is; reports go to a
        folder beside the archive. Raises NotThere or ArchiveDamaged, and nothing is changed then.
        """
        name = "/".join(parts_of(file.removesuffix(".zip"))).removeprefix("archive/")
        path = self._workspace.resolve(f"archive/{name}.zip")
        with explained("could_not.restore", file=path.name):
            return restore(path, self._workspace, lambda: self.pack_folder("datasets"))

    def _pack(
        self,
        kind: Literal["dataset", "datasets", "models", "reports"],
        name: str,
        members: dict[str, Source],
        version: str | None = None,
    ) -> ArchiveEntry:
        manifest = zips.describe(kind, name, members, version)
        path = self._workspace.archive / _file(name, manifest.version)
        is_new = not path.exists()
        with replacing(path) as target:
            zips.pack(target, manifest, members)
            if is_new:
                target.flush()
                self._workspace.make_room(1, 0)  # what was packed counts by now
        return ArchiveEntry(name, path.name, kind, path.stat().st_size, manifest.version)

    def _entries(self) -> Iterator[ArchiveEntry]:
        for path in sorted(self._workspace.archive.glob("[!.]*.zip")):
            if path.is_file():
                with suppress(FileNotFoundError):  # removed meanwhile
                    yield _entry(path)

    def _there(self, name: str, version: str) -> ArchiveEntry | None:
        """The archive of this version, if it was made before and is whole, which may have files in
        it, too."""
        path = self._workspace.archive / _file(name, version)
        with suppress(OSError, ArchiveDamaged):
            if zips.check(path).version == version:
                return _entry(path)
        return None

    def _attached(self, dataset: Dataset) -> Iterator[tuple[str, Source]]:
        """The files that the answers of a dataset name, as far as they are there."""
        names = {name for output in dataset.outputs for name in files_in(output)}
        for path in filter(belongs, map(path_of, names)):
            with suppress(NotThere, OutsideWorkspace):
                yield path, from_file(self._workspace.resolve(path))

    def _in(self, folder: Folder) -> Iterator[str]:
        top = "datasets" if folder == "datasets" else "models"
        for path in filter(belongs, self._workspace.files()):
            first, *parts = path.split("/")
            if first == top and (folder != "reports" or _is_report(parts)):
                yield path


def _is_report(parts: list[str]) -> bool:
    return parts[-1].startswith("report.") or "tests" in parts[:-1]


def _file(name: str, version: str) -> str:
    return f"{name}-{version[:_DIGITS]}.zip"


def _entry(path: Path) -> ArchiveEntry:
    size = path.stat().st_size
    try:
        manifest = zips.read_manifest(path)
    except (ArchiveDamaged, OSError):
        return ArchiveEntry(path.stem, path.name, "damaged", size, "")
    return ArchiveEntry(manifest.name, path.name, manifest.kind, size, manifest.version)
