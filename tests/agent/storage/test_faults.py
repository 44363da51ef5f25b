"""A disk that refuses at any byte, and a database that somebody else holds: one sentence, and what
was there is there."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.storage.archive import Archive
from agent.storage.backup import back_up
from agent.storage.database import Database
from agent.storage.datasets import DatasetStore
from agent.storage.drafts import Drafts
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.registry import ModelRegistry
from agent.storage.sessions import SessionRow, SessionStore
from tests.agent.storage.conftest import small_disk, taught

OLD = taught("old one => 1", "old two => 2")
NEW = taught(*(f"new {n} => {n}" for n in range(40)))
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SIZES = (0, 1, 30, 45, 90, 200, 400, 700, 1_000, 1_500, 2_000, 4_096, 8_000, 20_000)


class Kept:
    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.workspace = self.home.workspace("club")
        self.archive = Archive(self.workspace)
        self.store = DatasetStore(self.workspace, self.archive)
        self.models = ModelRegistry(self.workspace)
        self.store.save("weather", OLD)
        self.store.select("weather")
        self._teach(b"old")

    def _teach(self, content: bytes) -> None:
        folder = self.models.begin()
        try:
            (folder / "model.onnx").write_bytes(content)
            self.models.use(self.models.publish(folder))
        finally:
            with suppress(KeyError):
                self.models.abandon(folder)

    def teach(self) -> None:
        self._teach(b"new" * 500)

    def save(self) -> None:
        self.store.save("weather", NEW)

    def pack(self) -> None:
        self.archive.pack_folder("datasets")

    def restore(self) -> None:
        self.store.save("weather", NEW)
        self.archive.restore(next(e.file for e in self.archive.entries() if e.kind == "dataset"))

    def draft(self) -> None:
        Drafts(self.workspace).keep("ann", NEW)

    def backup(self) -> None:
        back_up(self.home, self.home.root / "backup.zip")


OPERATIONS: dict[str, Callable[[Kept], None]] = {
    "teach": Kept.teach, "save": Kept.save, "pack": Kept.pack, "restore": Kept.restore,
    "draft": Kept.draft, "backup": Kept.backup,
}  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_disk_that_refuses_at_any_byte(operation: str, tmp_path: Path) -> None:
    refused = 0
    for size in SIZES:
        kept = Kept(tmp_path / str(size))
        try:
            with small_disk(size):
                OPERATIONS[operation](kept)
        except (StorageError, OSError):
            refused += 1
        assert kept.store.load("weather") in (OLD, NEW)
        current = kept.models.current()
        assert current is not None
        assert (current / "model.onnx").read_bytes() in (b"old", b"new" * 500)
        assert all(entry.kind != "damaged" for entry in kept.archive.entries())
        assert not any(path.name.startswith(".new-") for path in kept.home.root.rglob(".*"))
    assert refused > 0


def test_a_step_on_a_disk_that_refuses_is_all_or_nothing(tmp_path: Path) -> None:
    for size in range(0, 60_000, 3_000):
        path = tmp_path / f"{size}.sqlite3"
        database = Database(path)
        store = SessionStore(database)
        store.save(SessionRow("ann", "club", "old", "{}", NOON))
        with suppress(StorageError), small_disk(size):
            store.save(SessionRow("ann", "club", "new", "x" * 20_000, NOON))
        database.close()
        again = Database(path)
        (row,) = SessionStore(again).of_user("ann")
        again.close()
        assert (row.state, len(row.body)) in {("old", 2), ("new", 20_000)}


def test_a_database_that_another_program_holds_is_said_and_works_again(tmp_path: Path) -> None:
    database = Database(tmp_path / "db", patience=0.01)
    store = SessionStore(database)
    row = SessionRow("ann", "club", "idle", "{}", NOON)
    other = sqlite3.connect(tmp_path / "db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="another process holds it"):
        store.save(row)
    other.execute("ROLLBACK")
    other.close()
    store.save(row)
    assert list(store.of_user("ann")) == [row]
    database.close()
