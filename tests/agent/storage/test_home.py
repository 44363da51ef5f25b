"""The home folder is made, checked, and gives each workspace its own folders."""

from pathlib import Path

import pytest

from agent.storage.atomic import write_file
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.quota import Quota
from tests.agent.storage.conftest import forbidden


def test_a_missing_home_is_made(tmp_path: Path) -> None:
    home = Home(tmp_path / "a" / "b")
    workspace = home.workspace("dm-99")
    assert workspace.datasets == home.root / "datasets" / "dm-99"
    assert workspace.models == home.root / "models" / "onnx" / "dm-99"
    assert workspace.archive == home.root / "archive" / "dm-99"
    assert home.database_path.parent.is_dir()
    assert home.workspaces() == []


def test_workspaces_are_those_that_keep_something(home: Home) -> None:
    for name in ("guild-18446744073709551615", "console"):
        write_file(home.workspace(name).archive / "x.zip", b"x")
    write_file(home.root / "datasets" / "starters" / "small_talk.json", b"{}")
    (home.root / "models/onnx/file").touch()
    (home.root / "archive/lost+found").mkdir()
    assert home.workspaces() == ["console", "guild-18446744073709551615"]


@pytest.mark.parametrize("name", ["a", "0", "a-_9", "a" * 64])
def test_a_workspace_may_be_called_so_and_has_its_homes_quota(tmp_path: Path, name: str) -> None:
    workspace = Home(tmp_path, Quota(3, 4)).workspace(name)
    assert (workspace.name, workspace.quota) == (name, Quota(3, 4))


def test_where_the_rest_lies_and_that_it_is_private(home: Home) -> None:
    write_file(home.workspace("club").datasets / "a.json", b"{}")
    assert home.history("club").relative_to(home.root) == Path("history/club")
    assert {path.relative_to(home.root).as_posix() for path in home.private_paths()} == {
        "datasets/club", "models/onnx/club", "archive/club", "history", "cache", ".lock",
        "understudy.sqlite3", "understudy.sqlite3-wal", "understudy.sqlite3-shm",
        "understudy.sqlite3-journal",
    }  # fmt: skip
    assert (home.lock_path, home.cache) == (home.root / ".lock", home.root / "cache")


@pytest.mark.parametrize(
    "name", ["", "..", "a/b", "A", "starters", "-a", "a\n", "a" * 65, "ä", ".x"]
)
def test_names_that_could_lead_elsewhere_are_no_workspaces(home: Home, name: str) -> None:
    with pytest.raises(StorageError, match="cannot be the name of a workspace"):
        home.workspace(name)


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with (
        forbidden(tmp_path),
        pytest.raises(StorageError, match=r"use .* as home: I'm missing permission"),
    ):
        Home(tmp_path / "home")


def test_a_home_below_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="a file stands where a folder should be"):
        Home(tmp_path / "file" / "home")
