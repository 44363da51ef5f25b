"""Sessions as rows: one upsert a step, all of them read back at the start."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from agent.storage.database import Database


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
        raise NotImplementedError

    def load(self, user: str, workspace: str) -> SessionRow | None:
        """The session of `user` in `workspace`, or None."""
        raise NotImplementedError

    def all(self) -> Iterator[SessionRow]:
        """Every session, in no particular order."""
        raise NotImplementedError

    def delete(self, user: str, workspace: str | None = None) -> int:
        """Delete the user's session in `workspace`, or in all; returns how many there were."""
        raise NotImplementedError
