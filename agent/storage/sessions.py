"""Sessions as rows: one upsert a step, all of them read back at the start."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from agent.storage.database import Database, from_microseconds, to_microseconds

_COLUMNS = "SELECT user, workspace, state, body, updated FROM sessions"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One user's dialog in one workspace; `body` is whatever text the dialog makes of it."""

    user: str
    workspace: str
    state: str
    body: str
    updated: datetime


class SessionStore:
    """The sessions in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, row: SessionRow) -> None:
        """Keep `row` in place of the one before of its user and workspace; on disk on return."""
        with self._database.writing() as transaction:
            transaction.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "state = excluded.state, body = excluded.body, updated = excluded.updated",
                (row.user, row.workspace, row.state, row.body, to_microseconds(row.updated)),
            )

    def set_aside(self, row: SessionRow) -> None:
        """Take a row that is of no use out of the sessions, and keep it."""
        values = (row.user, row.workspace, row.state, row.body)
        with self._database.writing() as transaction:
            transaction.execute("INSERT OR REPLACE INTO lost_sessions VALUES (?, ?, ?, ?)", values)
            transaction.execute(
                "DELETE FROM sessions WHERE user = ? AND workspace = ?", (row.user, row.workspace)
            )

    def all(self) -> Iterator[SessionRow]:
        """Every session, in no particular order."""
        return _session_rows(self._database.read(_COLUMNS))

    def of_user(self, user: str) -> Iterator[SessionRow]:
        """The sessions of `user` in all workspaces."""
        return _session_rows(self._database.read(f"{_COLUMNS} WHERE user = ?", (user,)))

    def lost(self, user: str) -> Iterator[SessionRow]:
        """What was set aside of `user`."""
        columns = "SELECT user, workspace, state, body, 0 FROM lost_sessions"
        return _session_rows(self._database.read(f"{columns} WHERE user = ?", (user,)))

    def delete(self, user: str, workspace: str | None = None) -> int:
        """Delete the user's session in `workspace`, or in all; returns how many there were."""
        with self._database.writing() as transaction:
            return transaction.execute(
                "DELETE FROM sessions WHERE user = ?1 AND (?2 IS NULL OR workspace = ?2)",
                (user, workspace),
            ).rowcount


def _session_rows(rows: list[sqlite3.Row]) -> Iterator[SessionRow]:
    for user, workspace, state, body, updated in rows:
        yield SessionRow(user, workspace, state, body, from_microseconds(updated))
