"""What is kept is its owner's alone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.learning.dataset import Dataset, Example
from agent.services.stores import Stores
from agent.storage.database import Database
from agent.storage.home import Home
from agent.storage.private import private, readable_by_others


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
