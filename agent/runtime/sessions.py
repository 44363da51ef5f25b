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


class Sessions:
    """Sessions by key. One that is as new needs no row, and has none.

    A row that cannot be read is set aside: its user begins anew, and is told.
    """

    def __init__(self, store: SessionStore) -> None:
        self._store = store
        self._sessions: dict[SessionKey, Session] = {}

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

    def save(self, session: Session, at: datetime) -> None:
        """On the disk on return."""
        body = session.to_json()
        if session.state == "idle" and body == "{}":
            self._store.delete(session.user, session.workspace)
        else:
            row = SessionRow(session.user, session.workspace, session.state, body, at)
            self._store.save(row)

    def reload(self, key: SessionKey) -> Session:
        """The session as it was saved last."""
        self._sessions.pop(key, None)
        row = self._store.load(key.user, key.workspace)
        if row is not None:
            self._take_up(row)
        return self.get(key)

    def leave(self, workspace: str) -> None:
        """Drop the sessions of a workspace from memory; their rows are deleted already."""
        for key in [key for key in self._sessions if key.workspace == workspace]:
            del self._sessions[key]

    def _take_up(self, row: SessionRow) -> None:
        try:
            session = _session(row)
        except ValueError as error:
            log.warning("a session could not be read and is begun anew: %s", type(error).__name__)
            self._store.set_aside(row)
            session = Session(row.user, row.workspace, news=[LOST])
            self.save(session, datetime.now(UTC))
        self._sessions[session.key] = session

    def forget(self, user: str) -> None:
        """Drop the user's sessions from memory; their rows are deleted already."""
        for key in [key for key in self._sessions if key.user == user]:
            del self._sessions[key]


def _session(row: SessionRow) -> Session:
    """Raises ValueError for what no version of ours has written."""
    session = Session.from_json(row.user, row.workspace, row.state, row.body)
    flows = [*session.suspended, *([session.dropped] if session.dropped else [])]
    if not {session.state, *(flow.state for flow in flows)} <= STATES:
        raise ValueError(session.state)
    return session
