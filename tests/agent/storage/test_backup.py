"""A home is backed up while it is written to, and is the same elsewhere."""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from agent.storage.archive import Archive
from agent.storage.attachments import Attachments
from agent.storage.backup import back_up, bring_back
from agent.storage.database import Database
from agent.storage.datasets import DatasetStore
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.registry import ModelRegistry
from agent.storage.sessions import SessionRow, SessionStore
from tests.agent.storage.conftest import taught

SUN = taught("is it sunny => yes", "will it rain => no")
ROW = SessionRow("ann", "club", "awaiting_data", '{"misses": 1}', datetime(2026, 1, 2, tzinfo=UTC))


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup taken while the database is open, with a step that is not in its file yet."""
    home = Home(tmp_path / "here")
    workspace = home.workspace("club")
    DatasetStore(workspace, Archive(workspace)).save("weather", SUN)
    DatasetStore(workspace, Archive(workspace)).select("weather")
    registry = ModelRegistry(workspace)
    temp = registry.begin()
    (temp / "model.onnx").write_bytes(b"model")
    registry.use(registry.publish(temp))
    (workspace.datasets / ".half.json.new").write_bytes(b"half")
    home.history("console").parent.mkdir()
    home.history("console").write_text("!train\n")
    database = Database(home.database_path)
    SessionStore(database).save(ROW)
    being_made = registry.begin()
    back_up(home, tmp_path / "backup.zip")
    registry.abandon(being_made)
    database.close()
    return tmp_path / "backup.zip"


def test_elsewhere_everything_is_as_it_was(backup: Path, tmp_path: Path) -> None:
    assert bring_back(backup, tmp_path / "there") == 7
    home = Home(tmp_path / "there")
    workspace = home.workspace("club")
    store = DatasetStore(workspace, Archive(workspace))
    assert store.load("weather") == SUN
    assert store.selected() is not None
    assert ModelRegistry(workspace).current() == workspace.models / "0001"
    assert home.history("console").read_text() == "!train\n"
    database = Database(home.database_path)
    assert list(SessionStore(database).of_user("ann")) == [ROW]
    database.close()
    hidden = {path.name for path in home.root.rglob(".*")}
    assert hidden == {".current", ".selected"}


def test_a_home_in_use_is_not_overwritten(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="keeps something already"):
        bring_back(backup, tmp_path / "here")


@pytest.mark.parametrize("end", ["", "-wal", "-journal"])
def test_what_is_left_of_a_database_is_not_taken_for_that_of_the_backup(
    backup: Path, tmp_path: Path, end: str
) -> None:
    left = tmp_path / "there" / f"understudy.sqlite3{end}"
    left.parent.mkdir()
    left.write_bytes(b"left")
    with pytest.raises(StorageError, match="keeps something already"):
        bring_back(backup, tmp_path / "there")
    assert left.read_bytes() == b"left"


def written(path: Path, files: dict[str, bytes], listed: dict[str, str]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps({"kind": "home", "files": listed}))
    return path


EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
NAMES = (
    "../x", "/etc/x", "datasets/../../x", "datasets/club/../../../x", "run.py", "models/x",
    "datasets/Club", "cache/x", "history/a/b", "datasets//x", "datasets/club/./x", "a\\b",
    "datasets/club/a\nb", ".lock", "understudy.sqlite3-wal",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_unpacked_that_no_home_has(tmp_path: Path, name: str) -> None:
    bad = written(tmp_path / "bad.zip", {name: b""}, {name: EMPTY})
    with pytest.raises(StorageError, match="not a whole backup"):
        bring_back(bad, tmp_path / "there")
    assert Home(tmp_path / "there").workspaces() == []
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.999])
def test_a_cut_backup_changes_nothing(backup: Path, tmp_path: Path, at: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * at)])
    with pytest.raises(StorageError, match="not a whole backup"):
        bring_back(backup, tmp_path / "there")
    assert not Home(tmp_path / "there").database_path.exists()


def test_a_changed_byte_is_noticed_or_harmless(tmp_path: Path) -> None:
    home = Home(tmp_path / "here")
    Attachments(home.workspace("club")).keep("plan.txt", b"plan" * 40)
    source, there = tmp_path / "backup.zip", tmp_path / "there"
    back_up(home, source)
    content = source.read_bytes()
    for at in range(0, len(content), 9):
        source.write_bytes(content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :])
        try:
            bring_back(source, there)
        except StorageError:
            assert Home(there).workspaces() == []
        else:
            kept = there / "datasets/club/files/plan.txt"
            assert kept.read_bytes() == b"plan" * 40
            shutil.rmtree(there)


@pytest.mark.parametrize("manifest", ["[]", "{}", "[" * 9_999, '{"kind": "home", "files": ["a"]}'])
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, manifest: str) -> None:
    with ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("manifest.json", manifest)
    with pytest.raises(StorageError, match="not a whole backup"):
        bring_back(tmp_path / "bad.zip", tmp_path / "there")


def test_a_backup_is_packed_tightly_and_the_same_every_time(tmp_path: Path) -> None:
    home = Home(tmp_path / "here")
    Attachments(home.workspace("club")).keep("plan.txt", b"plan" * 25_000)
    back_up(home, tmp_path / "one.zip")
    back_up(home, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").stat().st_size < 2_000
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with ZipFile(tmp_path / "one.zip") as archive:
        plan, _ = archive.infolist()
    assert plan.extract_version == 45  # what may be larger than 2 GiB


def test_a_database_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path / "here")
    home.database_path.write_bytes(b"x" * 5000)
    with pytest.raises(StorageError, match="file is not a database"):
        back_up(home, tmp_path / "backup.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_what_no_home_has_is_left_out_so_that_the_rest_comes_back(tmp_path: Path) -> None:
    home = Home(tmp_path / "here")
    folder = home.workspace("club").datasets
    Attachments(home.workspace("club")).keep("plan.txt", b"plan")
    for name in ("back\\slash.json", "two\nlines.json", os.fsdecode(b"\xff.json")):
        (folder / name).touch()
    (folder / "link.json").symlink_to("/etc/hostname")
    home.history("club").parent.mkdir()
    home.history("club").write_text("!train\n")
    (home.history("club").parent / "folder").mkdir()
    (home.history("club").parent / "link").symlink_to("/etc/hostname")
    assert back_up(home, tmp_path / "backup.zip") == 2
    assert bring_back(tmp_path / "backup.zip", tmp_path / "there") == 2
    assert Home(tmp_path / "there").history("club").read_text() == "!train\n"


@pytest.mark.parametrize("name", ["plan.new", "our.newsletter", "a.new.png"])
def test_a_file_is_backed_up_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    workspace = Home(tmp_path / "here").workspace("club")
    kept = Attachments(workspace).keep(name, b"plan")
    back_up(Home(tmp_path / "here"), tmp_path / "backup.zip")
    bring_back(tmp_path / "backup.zip", tmp_path / "there")
    there = Home(tmp_path / "there").workspace("club")
    assert (there.datasets / "files" / kept).read_bytes() == b"plan"


def test_a_home_that_keeps_nothing_has_a_backup_too(tmp_path: Path) -> None:
    back_up(Home(tmp_path / "empty"), tmp_path / "backup.zip")
    assert bring_back(tmp_path / "backup.zip", tmp_path / "there") == 0
