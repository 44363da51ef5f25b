"""The inbox: what could not be answered, and how often; never who asked."""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.learning.normalise import normalise
from agent.storage.database import Database, from_microseconds, to_microseconds


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
        places = {workspace, *self._places()}
        too_old = [(place, self._too_old(place, at)) for place in sorted(places)]
        with self._database.writing() as transaction:
            transaction.execute(
                "INSERT INTO unanswered (workspace, key, input, count, last) "
                "VALUES (?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET "
                "input = excluded.input, count = count + 1, last = excluded.last",
                row,
            )
            for each in too_old:
                transaction.execute("DELETE FROM unanswered WHERE workspace = ? AND last < ?", each)

    def commonest(self, workspace: str, at: datetime, most: int) -> list[Unanswered]:
        """What was asked most often, of that the latest first; what is too old is left out."""
        rows = self._database.read(
            "SELECT key, input, count, last FROM unanswered WHERE workspace = ? AND last >= ? "
            "ORDER BY count DESC, last DESC LIMIT ?",
            (workspace, self._too_old(workspace, at), most),
        )
        return [_unanswered(row) for row in rows]

    def _places(self) -> list[str]:
        return [
            place for (place,) in self._database.read("SELECT DISTINCT workspace FROM unanswered")
        ]

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


def _unanswered(row: sqlite3.Row) -> Unanswered:
    return Unanswered(row["key"], row["input"], row["count"], from_microseconds(row["last"]))
