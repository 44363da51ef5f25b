"""Sessions are kept as rows and come back after a restart."""

from datetime import UTC, datetime
from itertools import product

import pytest

from agent.storage.database import Database
from agent.storage.home import Home
from agent.storage.sessions import SessionRow, SessionStore

NOON = datetime(2026, 1, 2, 12, 0, 0, 123456, UTC)


@pytest.fixture
def sessions(database: Database) -> SessionStore:
    return SessionStore(database)


def row(user: str = "ada", workspace: str = "guild-1", state: str = "idle") -> SessionRow:
    return SessionRow(user, workspace, state, '{"said": "grüß dich 👋"}', NOON)


def test_a_session_is_replaced_by_its_next_step(sessions: SessionStore) -> None:
    assert list(sessions.of_user("ada")) == []
    sessions.save(row())
    sessions.save(row(state="testing"))
    assert list(sessions.of_user("ada")) == [row(state="testing")]
    assert list(sessions.all()) == [row(state="testing")]


def test_all_sessions_are_there_after_a_restart(home: Home) -> None:
    rows = {row(user, workspace) for user, workspace in product(("ada", "bob"), ("w1", "w2"))}
    database = Database(home.database_path)
    for each in rows:
        SessionStore(database).save(each)
    database.close()
    again = Database(home.database_path)
    assert set(SessionStore(again).all()) == rows
    assert {r.workspace for r in SessionStore(again).of_user("bob")} == {"w1", "w2"}
    again.close()


def test_deleting_takes_one_or_all_of_a_user(sessions: SessionStore) -> None:
    for user, workspace in product(("ada", "bob"), ("w1", "w2", "w3")):
        sessions.save(row(user, workspace))
    assert sessions.delete("ada", "w1") == 1
    assert sessions.delete("ada", "w1") == 0
    assert sessions.delete("ada") == 2
    assert {r.user for r in sessions.all()} == {"bob"}
    assert len(list(sessions.all())) == 3
