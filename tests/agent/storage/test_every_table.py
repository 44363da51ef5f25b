"""Whatever table there is, now or later: what it keeps of a person is exported and deleted, and
what it keeps of a server goes with the server."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from agent.storage.database import Database
from agent.storage.departures import Departures
from agent.storage.home import Home
from agent.storage.personal import Personal
from agent.storage.preferences import Preferences

OWN, SHARED = "dm-ada", "club"


def tables(database: Database) -> dict[str, dict[str, str]]:
    """The columns of each table, with their types."""
    names = database.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    ours = [name for (name,) in names if not name.startswith("sqlite_")]
    return {
        name: {row["name"]: row["type"] for row in database.read(f"PRAGMA table_info({name})")}
        for name in ours
    }


def fill(database: Database, user: str, workspace: str) -> None:
    """A row in every table, with the name of the table in it."""
    for table, columns in tables(database).items():
        values: dict[str, str | int] = {
            name: 1 if kind == "INTEGER" else f"canary {table} {user} {workspace}"
            for name, kind in columns.items()
            if name != "id"
        }
        fixed = {"user": user, "workspace": workspace, "body": "{}", "lines": "[]"}
        values |= {name: fixed[name] for name in fixed if name in columns}
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        with database.writing() as transaction:
            transaction.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


@pytest.fixture(autouse=True)
def _filled(database: Database) -> None:
    for user in ("ada", "bob"):
        for workspace in (f"dm-{user}", SHARED):
            if user == "bob" and workspace == SHARED:
                continue  # the tables without a user have their row already
            fill(database, user, workspace)


def test_forgetting_leaves_no_row(database: Database, personal: Personal) -> None:
    personal.forget("ada", [OWN])
    for table, columns in tables(database).items():
        rows = [dict(row) for row in database.read(f"SELECT * FROM {table}")]
        assert rows, table
        if "user" in columns:
            assert "ada" not in {row["user"] for row in rows}, table
        if "workspace" in columns and table != "departures":
            assert OWN not in {row["workspace"] for row in rows}, table


def test_an_export_has_every_table(database: Database, personal: Personal, tmp_path: Path) -> None:
    with ZipFile(personal.export("ada", [OWN], tmp_path / "ada.zip")) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "bob" not in content
    for table, columns in tables(database).items():
        if "user" in columns and table != "consents":  # of which only yes or no is kept
            assert f"canary {table} ada {SHARED}" in content, table


def test_a_server_takes_all_its_rows_along(database: Database, home: Home) -> None:
    Departures(home, database, Preferences(database)).delete(SHARED)
    for table, columns in tables(database).items():
        if "workspace" in columns:
            rows = database.read(f"SELECT 1 FROM {table} WHERE workspace = ?", (SHARED,))
            assert not rows, table
