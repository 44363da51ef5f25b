"""What others remove meanwhile ends no backup, no look at who may read, and no start."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest

from agent.storage.atomic import sweep_unfinished
from agent.storage.backup import back_up
from agent.storage.database import Database
from agent.storage.home import Home
from agent.storage.private import readable_by_others
from agent.storage.registry import ModelRegistry
from agent.storage.scratch import sweep
from agent.storage.walking import everything_in
from tests.agent.storage.conftest import person_of


def backed_up(home: Home) -> None:
    target = home.root.parent / "backup.zip"
    back_up(home, target)
    with ZipFile(target) as archive:
        assert "models/onnx/club/0001/model.onnx" in archive.namelist()


def cache_emptied(home: Home) -> None:
    database = Database(home.database_path)
    person_of(home, database).forget("ann", [])
    database.close()


LOOKS: dict[str, Callable[[Home], object]] = {
    "a backup": backed_up,
    "who may read": lambda home: readable_by_others([home.root]),
    "a sweep": lambda home: sweep_unfinished(home.root),
    "a forget": cache_emptied,
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_folder_that_vanishes_is_left_out(
    look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    registry = ModelRegistry(home.workspace("club"))
    temp = registry.begin()
    (temp / "model.onnx").write_bytes(b"model")
    registry.publish(temp)
    for parent in (home.workspace("club").models, home.cache):
        (parent / ".new-made/deep").mkdir(parents=True)
    scan = os.scandir

    def scan_too_late(folder: str | Path | int) -> object:
        if not isinstance(folder, int) and Path(folder).name == ".new-made":
            shutil.rmtree(folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", scan_too_late)
    LOOKS[look](home)
    monkeypatch.undo()
    assert len(list(home.root.rglob(".new-made"))) < 2  # one was looked at, and was gone


def test_everything_is_found(tmp_path: Path) -> None:
    (tmp_path / "a/.b").mkdir(parents=True)
    (tmp_path / "a/.b/c").touch()
    assert {path.name for path in everything_in(tmp_path)} == {"a", ".b", "c"}
    assert list(everything_in(tmp_path / "nowhere")) == []


def test_who_writes_with_the_last_breath_does_not_stop_a_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A training of an agent that was killed may live a moment longer than the next start."""
    left = tmp_path / ".new-dead"
    left.mkdir()
    (left / "half").touch()
    unlink = os.unlink

    def unlink_beside_a_writer(path: str, *, dir_fd: int | None = None) -> None:
        with suppress(FileNotFoundError):
            (left / "more").touch()
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", unlink_beside_a_writer)
    assert sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []
