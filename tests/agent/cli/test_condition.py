"""Doctor on the home: a damaged or newer database, a full disk, a clock that is behind."""

import os
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from agent.building import renderer
from agent.cli.condition import condition
from agent.storage.database import Database
from tests.agent.conftest import settings_for


def told(home: Path) -> dict[str, tuple[bool, str]]:
    """What is found, by its name."""
    words = renderer(settings_for(home))
    found = condition(settings_for(home))
    return {words.text("cli.doctor.finding", name=f.name, detail=""): (f.there, words.text(
        "cli.doctor.finding", name="", detail=f.detail)) for f in found}  # fmt: skip


def test_a_home_that_is_well(tmp_path: Path) -> None:
    assert all(well for well, _ in told(tmp_path).values())
    Database(tmp_path / "understudy.sqlite3").close()
    found = told(tmp_path)
    assert all(well for well, _ in found.values())
    assert "whole, schema" in found["database: "][1]


@pytest.mark.parametrize("damage", ["header", "page", "empty name"])
def test_a_damaged_database_is_said_and_left_alone(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "understudy.sqlite3"
    Database(path).close()
    content = bytearray(path.read_bytes())
    at = {"header": 0, "page": 4_096, "empty name": 100}[damage]
    content[at : at + 50] = b"\xff" * 50
    path.write_bytes(content)
    well, detail = told(tmp_path)["database: "]
    assert not well
    assert "damaged" in detail and "restore" in detail
    assert path.read_bytes() == bytes(content)


def test_a_newer_database_is_said(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "understudy.sqlite3") as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    well, detail = told(tmp_path)["database: "]
    assert not well and "newer program" in detail


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "datasets" / "club" / "weather.json"
    file.parent.mkdir(mode=0o700, parents=True)
    file.write_bytes(b"{")
    well, detail = told(tmp_path)["kept files: "]
    assert not well
    assert str(file) in detail


def test_a_log_that_others_may_read_is_said(tmp_path: Path) -> None:
    log = tmp_path / "agent.log.3"
    log.touch(0o644)
    settings = settings_for(tmp_path, log_file=tmp_path / "agent.log")
    assert [finding.there for finding in condition(settings)][-1] is False


def test_a_disk_that_is_nearly_full_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=20 << 20))
    well, detail = told(tmp_path)["free space: "]
    assert not well and "only 20 MB are free" in detail


def test_a_clock_behind_what_was_written_is_said(tmp_path: Path) -> None:
    Database(tmp_path / "understudy.sqlite3").close()
    os.utime(tmp_path / "understudy.sqlite3", (4_000_000_000, 4_000_000_000))
    well, detail = told(tmp_path)["clock: "]
    assert not well and "before what was written last" in detail
