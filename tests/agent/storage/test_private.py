"""What is kept is its owner's alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.learning.dataset import Dataset, Example
from agent.services.stores import Stores
from agent.storage import private as module
from agent.storage.database import Database
from agent.storage.holding import held
from agent.storage.home import Home
from agent.storage.private import make_private, private, readable_by_others


@pytest.fixture(autouse=True)
def _generous() -> Iterator[None]:
    """A system that lets everybody read, as most do."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_homes_database_datasets_and_archives_are_private(tmp_path: Path) -> None:
    root = tmp_path / "new/home"
    with private():
        home = Home(root)
        Database(home.database_path).close()
        datasets = Stores(home, tmp_path).of("console").datasets
        datasets.save("rooms", Dataset((Example("a", "b"), Example("c", "d"))))
        datasets.select("rooms")
    assert readable_by_others([root]) == []
    (root / "archive").chmod(0o755)
    (root / "understudy.sqlite3").chmod(0o644)
    assert set(readable_by_others([root])) == {root / "archive", root / "understudy.sqlite3"}


def test_a_database_is_private_by_itself(tmp_path: Path) -> None:
    Database(tmp_path / "understudy.sqlite3").close()
    assert readable_by_others(tmp_path.iterdir()) == []


def test_what_a_home_keeps_is_listed_and_what_the_program_ships_is_not(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.workspace("console").datasets.mkdir()
    (tmp_path / "datasets/starters").mkdir()
    found = home.private_paths()
    assert tmp_path / "datasets/console" in found
    assert not any("starters" in path.parts for path in found)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_made_is_its_owners_alone_and_the_owners_wholly(tmp_path: Path) -> None:
    os.umask(0)
    make_private(tmp_path / "a/b")
    with held(tmp_path / "lock"):
        assert [mode(tmp_path / name) for name in ("a", "a/b", "lock")] == [0o700, 0o700, 0o600]
    with private():
        (tmp_path / "c").mkdir()
        (tmp_path / "d").touch()
    (tmp_path / "e").mkdir()
    assert [mode(tmp_path / name) for name in "cde"] == [0o700, 0o600, 0o777]


@pytest.mark.parametrize("bit", range(9))
def test_whatever_others_may_do_is_found(bit: int, tmp_path: Path) -> None:
    file = tmp_path / "kept/file"
    make_private(file.parent)
    file.touch(0o600)
    file.chmod(0o700 | 1 << bit)
    assert readable_by_others([file.parent]) == ([file] if bit < 6 else [])


def test_a_link_is_what_it_leads_to_and_leads_nowhere_from_within(tmp_path: Path) -> None:
    """A workspace may lie on another disk; in one, nothing of ours is a link."""
    moved, file = tmp_path / "elsewhere", tmp_path / "elsewhere/file"
    make_private(moved)
    file.touch(0o600)
    (moved / "way_out").symlink_to(tmp_path)
    (tmp_path / "kept").symlink_to(moved)
    assert readable_by_others([tmp_path / "kept", tmp_path / "missing"]) == []
    file.chmod(0o640)
    assert readable_by_others([tmp_path / "kept"]) == [tmp_path / "kept/file"]
    moved.chmod(0o750)
    assert tmp_path / "kept" in readable_by_others([tmp_path / "kept"])


def test_what_is_gone_when_it_is_looked_at_is_read_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_private(tmp_path / "kept")
    monkeypatch.setattr(module, "everything_in", lambda top: [top / "gone"])
    assert readable_by_others([tmp_path / "kept"]) == []
