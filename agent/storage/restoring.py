"""What was archived brought back into its workspace."""

import filecmp
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from agent.learning.export import place_program
from agent.learning.folder import PREDICT
from agent.storage import zips
from agent.storage.atomic import locked, publish_folder, replacing
from agent.storage.attachments import is_attachment
from agent.storage.errors import ArchiveDamaged
from agent.storage.kept import kept
from agent.storage.names import is_slug
from agent.storage.scratch import Scratch, sweep
from agent.storage.workspace import Workspace

MODEL_SUFFIXES = frozenset({".json", ".npy", ".npz", ".onnx", ".png"})
_VERSION = re.compile(r"[0-9]{4,9}")
"""Versions that are brought back; those to come count on from them."""


def restore(archive: Path, workspace: Workspace, keep_datasets: Callable[[], object]) -> list[str]:
    """Bring back all of the zip file `archive`; returns the workspace paths that changed.

    `keep_datasets` is called before a dataset is replaced. Raises ArchiveDamaged before anything
    is changed.
    """
    match zips.read_manifest(archive).kind:
        case "dataset" | "datasets":
            return _restore_datasets(archive, workspace, keep_datasets)
        case "models":
            return _restore_models(archive, workspace)
        case "reports":
            return _restore_reports(archive, workspace)
        case "export":
            raise ArchiveDamaged("archive.is_export", file=archive.name)


def belongs(path: str) -> bool:
    """Whether a file is brought back to this workspace path: it is a dataset, or attached to one,
    or of a version of a model."""
    top, _, rest = path.partition("/")
    version, _, file = rest.partition("/")
    if top == "datasets":
        return is_attachment(rest) or _is_dataset(rest)
    return top == "models" and bool(_VERSION.fullmatch(version)) and _is_of_a_model(file)


def _restore_datasets(
    archive: Path, workspace: Workspace, keep_datasets: Callable[[], object]
) -> list[str]:
    with _unpacked(archive, workspace, "datasets", "datasets") as folder:
        files = _files(folder)
        for path in files:
            _check_dataset(archive, folder, path)
        paths = [path for path in files if _differ(folder / path, workspace.datasets / path)]
        if any((workspace.datasets / path).exists() for path in paths):
            keep_datasets()
        for path in paths:
            with (
                (folder / path).open("rb") as source,
                replacing(workspace.datasets / path) as target,
            ):
                shutil.copyfileobj(source, target)
    return [f"datasets/{path}" for path in paths]


def _check_dataset(archive: Path, folder: Path, path: str) -> None:
    """Raises ArchiveDamaged, or DatasetError, for what is neither a dataset nor a file attached to
    one, under a name of ours."""
    if not belongs(f"datasets/{path}"):
        raise ArchiveDamaged("archive.other_things", file=archive.name, top="datasets")
    if not is_attachment(path):
        kept((folder / path).read_bytes(), path)


def _is_dataset(path: str) -> bool:
    name = path.removesuffix(".json")
    return name != path and is_slug(name)


def _restore_models(archive: Path, workspace: Workspace) -> list[str]:
    with _unpacked(archive, workspace, "models", "models") as folder, locked(workspace.models):
        versions = _checked_versions(archive, folder)
        _replace_programs(folder)
        new = [version for version in versions if not (workspace.models / version).exists()]
        paths = [path for path in _files(folder) if path.split("/")[0] in new]
        for version in new:
            publish_folder(folder / version, workspace.models / version)
    return [f"models/{path}" for path in paths]


def _checked_versions(archive: Path, folder: Path) -> list[str]:
    """The versions in a folder. Raises ArchiveDamaged where anything else is in it or in them."""
    versions = sorted(child.name for child in folder.iterdir())
    if not all(map(_VERSION.fullmatch, versions)):
        raise ArchiveDamaged("archive.no_models", file=archive.name)
    if not all(map(_is_of_a_model, _files(folder))):
        raise ArchiveDamaged("archive.other_things", file=archive.name, top="models")
    return versions


def _replace_programs(folder: Path) -> None:
    """Put ours in the place of those that came in an archive: people run what is in a model."""
    for program in list(folder.rglob(PREDICT)):
        place_program(program.parent)


def _is_of_a_model(path: str) -> bool:
    """Whether a file may lie in the folder of a model: data, a picture, our own program."""
    file = PurePosixPath(path)
    return file.suffix in MODEL_SUFFIXES or file.name == PREDICT


def _restore_reports(archive: Path, workspace: Workspace) -> list[str]:
    target = workspace.archive / archive.stem
    if target.exists():
        return []
    with _unpacked(archive, workspace, "archive", "models") as folder:
        _checked_versions(archive, folder)
        _replace_programs(folder)
        paths = _files(folder)
        publish_folder(folder, target)
    return [f"archive/{archive.stem}/{path}" for path in paths]


@contextmanager
def _unpacked(archive: Path, workspace: Workspace, into: str, top: str) -> Iterator[Path]:
    """All of `archive`, whose one folder is `top`, unpacked beside what is in the folder `into`."""
    beside = workspace.folders[into]
    sweep(beside)
    with Scratch(beside) as scratch:
        zips.unpack(archive, scratch.path)
        workspace.make_room(1, 0)  # what was unpacked counts by now
        folder = scratch.path / top
        if [*scratch.path.iterdir()] != [folder] or not folder.is_dir():
            raise ArchiveDamaged("archive.other_things", file=archive.name, top=top)
        yield folder


def _files(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _differ(one: Path, other: Path) -> bool:
    return not other.exists() or not filecmp.cmp(one, other, shallow=False)
