"""Rows that cannot be read reset one session, and its user is told; nothing else stops."""

import json
import logging
import sqlite3
from pathlib import Path

import pytest

from agent.dialog.requests import Forget
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.runtime.clock import WallClock
from agent.runtime.dispatcher import RequestContext
from agent.storage.database import Database
from agent.storage.edits import Edits
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import ANN, Notebook

BOB = SessionKey("bob", "console")
LESSON = {"kind": "lesson", "examples": [["a", "b"]]}
UNREADABLE: tuple[tuple[str, object], ...] = (
    ("idle", "{"), ("idle", ""), ("idle", "[]"), ("idle", "null"), ("idle", "7"), ("idle", b"\xff"),
    ("nowhere", "{}"), ("", "{}"), ("testing", '{"task": {"kind": "unheard of"}}'),
    ("testing", '{"task": {}}'), ("testing", '{"task": []}'), ("testing", '{"task": 5}'),
    ("awaiting_data", '{"task": {"kind": "lesson", "examples": 5}}'),
    ("idle", '{"jobs": "many"}'), ("idle", '{"misses": null}'), ("idle", '{"spoken": 3}'),
    ("idle", '{"answered": ["one"]}'), ("idle", '{"answered": 4}'), ("idle", '{"unanswered": {}}'),
    ("idle", '{"alternatives": 3}'), ("idle", '{"attention": "elsewhere"}'),
    ("idle", '{"suspended": [["nowhere", null]]}'), ("idle", '{"suspended": [[]]}'),
    ("idle", '{"suspended": {"a": 1}}'), ("idle", '{"waiting": [3]}'), ("idle", '{"news": [3]}'),
    ("idle", '{"news": [["away", 3]]}'), ("idle", '{"dropped": ["nowhere", null]}'),
    ("testing", '{"place": 3}'), ("idle", "[" * 100_000),
)  # fmt: skip


def put(home: Path, key: SessionKey, state: object, body: object, updated: object = 0) -> None:
    """A row as another program, an older version or a broken disk may leave it."""
    Database(home / "understudy.sqlite3").close()
    with sqlite3.connect(home / "understudy.sqlite3") as raw:
        row = (key.user, key.workspace, state, body, updated)
        raw.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?)", row)
    raw.close()


def aside(home: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "understudy.sqlite3") as raw:
        rows = raw.execute("SELECT user, workspace, state, body FROM lost_sessions").fetchall()
    raw.close()
    return rows


@pytest.mark.parametrize(("state", "body"), UNREADABLE, ids=lambda each: repr(each)[:30])
async def test_one_that_cannot_be_read_is_begun_anew_and_told(
    home: Path, caplog: pytest.LogCaptureFixture, state: str, body: object
) -> None:
    put(home, ANN, state, body)
    put(home, BOB, "awaiting_data", json.dumps({"task": LESSON}))
    notebook = Notebook(home)
    with caplog.at_level(logging.WARNING):
        async with opened(settings_for(home)) as app:
            for key, line in ((ANN, "!status"), (BOB, "list")):
                app.runner.submit(key, Said(line), notebook)
                await app.runner.settled(key)
            assert app.runner.standing.state(ANN) == "idle"
    assert "a session could not be read" in caplog.text
    assert aside(home) == [("ann", "console", state, body)]
    told = [line for line in notebook.heard if "lost the thread" in line]
    assert [line[:4] for line in told] == ["ann:"]
    assert any("“a” gives “b”" in line for line in notebook.heard)


async def test_it_is_told_once_and_kept_aside_until_its_user_is_forgotten(home: Path) -> None:
    put(home, ANN, "idle", "{")
    notebook = Notebook(home)
    for _ in range(2):
        async with opened(settings_for(home)) as app:
            app.runner.submit(ANN, Said("hi"), notebook)
            await app.runner.settled(ANN)
    assert sum("lost the thread" in line for line in notebook.heard) == 1
    async with opened(settings_for(home)) as app:
        context = RequestContext(*ANN, WallClock().now(), lambda _: None)
        await app.dispatcher.answer(context, Forget())
    assert aside(home) == []


@pytest.mark.parametrize("updated", ["noon", b"\0", 2**62, -(2**62), 1.5])
async def test_a_time_that_is_none_stops_nothing(home: Path, updated: object) -> None:
    put(home, ANN, "awaiting_data", json.dumps({"task": LESSON}), updated)
    async with opened(settings_for(home)) as app:
        assert app.runner.standing.state(ANN) == "awaiting_data"


@pytest.mark.parametrize("body", ["{", "[]", '{"outputs": 3}', "", '{"lines": {"a": "b"}}'])
def test_an_edit_that_cannot_be_read_is_in_force_no_more(tmp_path: Path, body: str) -> None:
    database = Database(tmp_path / "db")
    with database.writing() as transaction:
        transaction.execute(
            "INSERT INTO edits (workspace, dataset, user, at, before, body, active) "
            "VALUES ('w', 'd', 'u', 0, '', ?, 1)",
            (body,),
        )
    assert Edits(database).overlay("w", "d", 0).lines == frozenset()
    latest = Edits(database).latest("w")
    assert latest is not None and not latest.changes.outputs
    database.close()
