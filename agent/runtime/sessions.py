"""All sessions: in memory while the agent runs, a row each on the disk."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

from agent.dialog.session import Session, SessionKey
from agent.dialog.table import STATES
from agent.storage.sessions import SessionRow, SessionStore
from messages import Message

log = logging.getLogger(__name__)
LOST = Message("lost_thread")
NEW = ("idle", "{}")
"""State and body of a session without a row."""


class Sessions:
    """Sessions by key. One that is as new needs no row, and has none.

    A row that cannot be read is set aside: its user begins anew, and is told.
    """

    def __init__(self, store: SessionStore) -> None:
        self._store = store
        self._sessions: dict[SessionKey, Session] = {}
        self._kept: dict[SessionKey, tuple[str, str]] = {}
        """State and body of the rows there are."""

    def __iter__(self) -> Iterator[Session]:
        """All that are in memory."""
        return iter(self._sessions.values())

    def restore(self) -> int:
        """Read all sessions back; returns how many there are."""
        for row in self._store.all():
            self._take_up(row)
        return len(self._sessions)

    def get(self, key: SessionKey) -> Session:
        """The user's session, a new one where there is none yet."""
        session = self._sessions.get(key)
        if session is None:
            session = self._sessions[key] = Session(key.user, key.workspace)
        return session

    def find(self, key: SessionKey) -> Session | None:
        """The user's session, if there is one."""
        return self._sessions.get(key)

    def is_kept(self, session: Session) -> bool:
        """Whether it is on the disk as it is."""
        return self._kept.get(session.key, NEW) == (session.state, session.to_json())

    def save(self, session: Session, at: datetime) -> None:
        """On the disk on return."""
        kept = state, body = session.state, session.to_json()
        if kept == NEW:
            self._store.delete(session.user, session.workspace)
            self._kept.pop(session.key, None)
        else:
            self._store.save(SessionRow(session.user, session.workspace, state, body, at))
            self._kept[session.key] = kept

    def reload(self, key: SessionKey) -> Session:
        """The session as it was saved last, whether or not the disk can be read now."""
        session = Session.from_json(key.user, key.workspace, *self._kept.get(key, NEW))
        self._sessions[key] = session
        return session

    def leave(self, workspace: str) -> None:
        """Drop the sessions of a workspace from memory; their rows are deleted already."""
        for key in [key for key in self._sessions if key.workspace == workspace]:
            self._drop(key)

    def _take_up(self, row: SessionRow) -> None:
        try:
            session = _session(row)
            self._kept[session.key] = row.state, row.body
        except ValueError as error:
            log.warning("a session could not be read and is begun anew: %s", type(error).__name__)
            self._store.set_aside(row)
            session = Session(row.user, row.workspace, news=[LOST])
            self.save(session, datetime.now(UTC))
        self._sessions[session.key] = session

    def forget(self, user: str) -> None:
        """Drop the user's sessions from memory; their rows are deleted already."""
        for key in [key for key in self._sessions if key.user == user]:
            self._drop(key)

    def _drop(self, key: SessionKey) -> None:
        self._sessions.pop(key, None)
        self._kept.pop(key, None)


def _session(row: SessionRow) -> Session:
    """Raises ValueError for what no version of ours has written."""
    session = Session.from_json(row.user, row.workspace, row.state, row.body)
    flows = [*session.suspended, *([session.dropped] if session.dropped else [])]
    if not {session.state, *(flow.state for flow in flows)} <= STATES:
        raise ValueError(session.state)
    return session
