"""Sessions in memory and on the disk."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from agent.dialog.session import Session, SessionKey
from agent.runtime.sessions import Sessions
from agent.storage.database import Database
from agent.storage.sessions import SessionStore

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
ANN = SessionKey("ann", "harbour")


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    return SessionStore(Database(tmp_path / "sessions.sqlite3"))


@pytest.fixture
def sessions(store: SessionStore) -> Sessions:
    return Sessions(store)


def taught(sessions: Sessions) -> Session:
    """A session with something to keep, kept."""
    session = sessions.get(ANN)
    session.answered = ("hi", "hello")
    sessions.save(session, NOON)
    return session


def test_a_session_that_is_as_new_needs_no_row(sessions: Sessions, store: SessionStore) -> None:
    session = sessions.get(ANN)
    assert sessions.is_kept(session)
    sessions.save(session, NOON)
    assert list(store.all()) == []


def test_what_changed_is_not_kept_until_it_is_saved(sessions: Sessions) -> None:
    session = taught(sessions)
    assert sessions.is_kept(session)
    session.answered = None
    assert not sessions.is_kept(session)
    sessions.save(session, NOON)
    assert sessions.is_kept(session)


def test_what_was_read_back_is_kept(sessions: Sessions, store: SessionStore) -> None:
    taught(sessions)
    again = Sessions(store)
    assert again.restore() == 1
    assert again.is_kept(again.get(ANN))
    assert again.is_kept(again.reload(ANN))


def test_what_was_deleted_is_written_anew(sessions: Sessions, store: SessionStore) -> None:
    drops = partial(sessions.forget, "ann"), partial(sessions.leave, "harbour")
    for drop in drops:
        session = taught(sessions)
        store.delete("ann")
        drop()
        anew = sessions.get(ANN)
        anew.answered = session.answered
        assert not sessions.is_kept(anew)


def test_what_could_not_be_saved_is_not_kept(
    sessions: Sessions, store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = taught(sessions)
    session.answered = ("hi", "good day")

    def full(row: object) -> None:
        raise OSError

    monkeypatch.setattr(store, "save", full)
    with pytest.raises(OSError):
        sessions.save(session, NOON)
    assert not sessions.is_kept(session)
