"""What of a home's files is not whole: what models answer with, datasets and archives."""

from collections.abc import Iterator
from pathlib import Path

from agent.learning.errors import DatasetError, ModelDamaged
from agent.learning.folder import BESIDE, verify
from agent.storage import zips
from agent.storage.archive import Archive
from agent.storage.datasets import DatasetStore
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.registry import ModelRegistry
from agent.storage.workspace import Workspace


def damaged(home: Home) -> Iterator[Path]:
    """The files and folders that cannot be used as they are."""
    for workspace in map(home.workspace, home.workspaces()):
        yield from _datasets(workspace)
        yield from _models(workspace)
        yield from _archives(workspace)


def _datasets(workspace: Workspace) -> Iterator[Path]:
    store = DatasetStore(workspace, Archive(workspace))
    for name in store.names():
        try:
            store.load(name)
        except (DatasetError, StorageError):
            yield workspace.datasets / f"{name}.json"


def _models(workspace: Workspace) -> Iterator[Path]:
    registry = ModelRegistry(workspace)
    try:
        registry.current()
    except StorageError:
        yield registry.pointer
    for folder in (workspace.models / version for version in registry.versions()):
        try:
            verify(folder, but=BESIDE)
        except (ModelDamaged, OSError):
            yield folder


def _archives(workspace: Workspace) -> Iterator[Path]:
    for path in sorted(workspace.archive.glob("[!.]*.zip")):
        try:
            zips.check(path)
        except (StorageError, OSError):
            yield path
