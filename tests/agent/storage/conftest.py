"""A home on disk, a database in it, and ways to make the disk refuse."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent.learning.dataset import Dataset, Example
from agent.storage.archive import Archive
from agent.storage.consents import Consents
from agent.storage.database import Database
from agent.storage.datasets import DatasetStore
from agent.storage.home import Home
from agent.storage.inbox import Inbox
from agent.storage.personal import Personal
from agent.storage.preferences import Preferences
from agent.storage.workspace import Workspace

NOBODY = 65534


def taught(*pairs: str) -> Dataset:
    """A dataset of "input => output" lines."""
    return Dataset(tuple(Example(*pair.split(" => ")) for pair in pairs))


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes: the system refuses the write half-way."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def forbidden(folder: Path) -> Iterator[None]:
    """Nothing in `folder` may be written, for root neither (who becomes somebody else)."""
    mode, user = folder.stat().st_mode, os.geteuid()
    folder.chmod(0o500)
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(mode)


def others_remove(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Others remove things meanwhile: a file `name` is found that is gone by then, and whatever is
    unlinked was unlinked a moment before."""
    glob, unlink = Path.glob, Path.unlink

    def found_too_early(folder: Path, pattern: str) -> list[Path]:
        gone = [folder / name] if Path(name).match(pattern) else []
        return [*glob(folder, pattern), *gone]

    def unlinked_too_late(file: Path, missing_ok: bool = False) -> None:
        for _ in range(2):
            unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "glob", found_too_early)
    monkeypatch.setattr(Path, "unlink", unlinked_too_late)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def workspace(home: Home) -> Workspace:
    return home.workspace("guild-1")


@pytest.fixture
def archive(workspace: Workspace) -> Archive:
    return Archive(workspace)


@pytest.fixture
def store(workspace: Workspace, archive: Archive) -> DatasetStore:
    return DatasetStore(workspace, archive)


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    opened = Database(home.database_path)
    yield opened
    opened.close()


@pytest.fixture
def personal(home: Home, database: Database) -> Personal:
    return person_of(home, database)


def person_of(home: Home, database: Database) -> Personal:
    return Personal(
        home,
        database,
        Consents(database),
        Preferences(database),
        Inbox(database, lambda _: 90),
    )
