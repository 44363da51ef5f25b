"""The inbox: what could not be answered, and how often; never who asked."""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.learning.normalise import normalise
from agent.storage.database import Database, Transaction, from_microseconds, to_microseconds


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A sentence as it was put last; `key` is its normal form, `last` a time in UTC."""

    key: str
    input: str
    count: int
    last: datetime


class Inbox:
    """What was not answered in each workspace; some days later, which `days` says of a workspace,
    it is gone, unless asked again."""

    def __init__(self, database: Database, days: Callable[[str], int]) -> None:
        self._database = database
        self._days = days

    def note(self, workspace: str, text: str, at: datetime) -> None:
        """Count one more question; what is too old goes."""
        row = (workspace, normalise(text), text, to_microseconds(at))
        bounds = self._bounds(at)
        with self._database.writing() as transaction:
            transaction.execute(
                "INSERT INTO unanswered (workspace, key, input, count, last) "
                "VALUES (?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET "
                "input = excluded.input, count = count + 1, last = excluded.last",
                row,
            )
            _prune(transaction, bounds)

    def prune(self, at: datetime) -> int:
        """Drop what is too old; returns how much."""
        bounds = self._bounds(at)
        with self._database.writing() as transaction:
            return _prune(transaction, bounds)

    def commonest(self, workspace: str, at: datetime, most: int) -> list[Unanswered]:
        """What was asked most often, of that the latest first; what is too old is left out."""
        rows = self._database.read(
            "SELECT key, input, count, last FROM unanswered WHERE workspace = ? AND last >= ? "
            "ORDER BY count DESC, last DESC LIMIT ?",
            (workspace, self._too_old(workspace, at), most),
        )
        return [_unanswered(row) for row in rows]

    def _bounds(self, at: datetime) -> list[tuple[str, int]]:
        """The workspaces of which something is kept, and what of each is too old."""
        rows = self._database.read("SELECT DISTINCT workspace FROM unanswered")
        return [(place, self._too_old(place, at)) for (place,) in rows]

    def _too_old(self, workspace: str, at: datetime) -> int:
        return to_microseconds(at - timedelta(days=self._days(workspace)))

    def everything(self, workspace: str) -> list[Unanswered]:
        """All that is kept of a workspace."""
        rows = self._database.read(
            "SELECT key, input, count, last FROM unanswered WHERE workspace = ? ORDER BY key",
            (workspace,),
        )
        return [_unanswered(row) for row in rows]

    def drop(self, workspace: str, texts: Iterable[str]) -> None:
        """Forget these sentences."""
        with self._database.writing() as transaction:
            for text in texts:
                transaction.execute(
                    "DELETE FROM unanswered WHERE workspace = ? AND key = ?",
                    (workspace, normalise(text)),
                )

    def forget(self, workspaces: Collection[str]) -> None:
        """Drop all that was asked in these workspaces."""
        places = ", ".join("?" for _ in workspaces)
        with self._database.writing() as transaction:
            transaction.execute(
                f"DELETE FROM unanswered WHERE workspace IN ({places})", tuple(workspaces)
            )


def _prune(transaction: Transaction, bounds: Iterable[tuple[str, int]]) -> int:
    sql = "DELETE FROM unanswered WHERE workspace = ? AND last < ?"
    return sum(transaction.execute(sql, each).rowcount for each in bounds)


def _unanswered(row: sqlite3.Row) -> Unanswered:
    return Unanswered(row["key"], row["input"], row["count"], from_microseconds(row["last"]))
