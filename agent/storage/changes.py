"""Who changed what in a workspace, and what it takes to take that back."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.storage.database import Database, Transaction, from_microseconds, to_microseconds

KINDS = frozenset(
    {
        "taught", "corrected", "removed", "renamed", "replaced", "selected", "restored", "used",
        "rolled_back", "approved", "dropped", "withdrawn", "set",
    }
)  # fmt: skip
UNKNOWN = "by_another"
"""The kind of what another version did, in ways that this one does not know."""
KEPT = timedelta(days=30)
"""For so long a change can be taken back."""


class Details(BaseModel):
    """What was done; what is empty or 0 was left as it was."""

    model_config = ConfigDict(extra="forbid")

    about: str = ""
    """What it is about, as people are told: a sentence, an answer, a name."""
    now: str = ""
    """What came of it: an answer, a name."""
    count: int = 1
    dataset: str = ""
    lines: list[tuple[str, str | None, str | None]] = []
    """Of the dataset's file: (input, output before, output after); None where there was none."""
    added: list[int] = []
    """Corrections by their numbers."""
    retired: list[int] = []
    edit: int = 0
    model: tuple[str, str] = ("", "")
    """Its version, before and after."""
    selected: tuple[str, str] = ("", "")
    setting: tuple[str, str] = ("", "")
    """Its name, and its value before as it is typed."""
    dropped: list[tuple[str, str]] = []
    """The lines of a lesson that waited."""
    wrong: str = ""
    """The answer that they were to correct, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change by `user`; what it brought in came from `author`. `undone` is who took it back."""

    workspace: str
    user: str
    author: str
    at: datetime
    kind: str
    """One of KINDS, or UNKNOWN."""
    details: Details
    undone: str | None = None
    id: int = 0


class Changes:
    """The changes in a database; each is kept for thirty days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, change: Change) -> Change:
        """Keep a change; returned with its number. What is too old goes."""
        with self._database.writing() as transaction:
            _prune(transaction, change.at)
            return insert_change(transaction, change)

    def prune(self, at: datetime) -> int:
        """Drop what is too old; returns how much."""
        with self._database.writing() as transaction:
            return _prune(transaction, at)

    def find(self, workspace: str, number: int) -> Change | None:
        """The change of that number, if it is one of this workspace."""
        rows = self._database.read(
            "SELECT * FROM changes WHERE workspace = ? AND id = ?", (workspace, number)
        )
        return _change(rows[0]) if rows else None

    def latest(self, workspace: str, most: int = -1) -> list[Change]:
        """The changes of a workspace, the latest first."""
        rows = self._database.read(
            "SELECT * FROM changes WHERE workspace = ? ORDER BY id DESC LIMIT ?", (workspace, most)
        )
        return [_change(row) for row in rows]

    def of_user(self, user: str) -> list[dict[str, Any]]:
        """All that a user changed anywhere, or brought in, as it is kept."""
        rows = self._database.read(
            "SELECT * FROM changes WHERE user = ? OR author = ? ORDER BY id", (user, user)
        )
        return [{**dict(row), "at": from_microseconds(row["at"])} for row in rows]

    def take_back(self, workspace: str, number: int, user: str) -> bool:
        """Note that a change is taken back; False where it was already, or is not there."""
        with self._database.writing() as transaction:
            found = transaction.execute(
                "UPDATE changes SET undone = ? WHERE workspace = ? AND id = ? AND undone IS NULL",
                (user, workspace, number),
            )
            return found.rowcount == 1

    def reopen(self, workspace: str, number: int) -> None:
        """It could not be taken back after all."""
        with self._database.writing() as transaction:
            transaction.execute(
                "UPDATE changes SET undone = NULL WHERE workspace = ? AND id = ?",
                (workspace, number),
            )

    def forget(self, user: str, own: Collection[str]) -> None:
        """Drop the changes in the workspaces `own`, and lessons that were dropped; of the others
        nobody knows whose they were."""
        places = ", ".join("?" for _ in own)
        with self._database.writing() as transaction:
            transaction.execute(
                f"DELETE FROM changes WHERE workspace IN ({places}) "
                "OR (kind IN ('dropped', 'withdrawn') AND author = ?)",
                (*own, user),
            )
            for column in ("user", "author", "undone"):
                transaction.execute(f"UPDATE changes SET {column} = '' WHERE {column} = ?", (user,))


def _prune(transaction: Transaction, at: datetime) -> int:
    too_old = to_microseconds(at - KEPT)
    return transaction.execute("DELETE FROM changes WHERE at < ?", (too_old,)).rowcount


def insert_change(transaction: Transaction, change: Change) -> Change:
    """Keep a change as a part of a transaction; returned with its number."""
    row: dict[str, str | int] = {
        "workspace": change.workspace,
        "user": change.user,
        "author": change.author,
        "at": to_microseconds(change.at),
        "kind": change.kind,
        "body": change.details.model_dump_json(exclude_defaults=True),
    }
    (number,) = transaction.execute(
        "INSERT INTO changes (workspace, user, author, at, kind, body) "
        "VALUES (:workspace, :user, :author, :at, :kind, :body) RETURNING id",
        row,
    ).fetchone()
    return replace(change, id=number)


def _change(row: sqlite3.Row) -> Change:
    fields = dict(row)
    try:
        details = Details.model_validate_json(fields.pop("body"))
    except ValidationError:
        fields["kind"], details = UNKNOWN, Details()
    if fields["kind"] not in KINDS:
        fields["kind"] = UNKNOWN
    return Change(**{**fields, "at": from_microseconds(fields["at"])}, details=details)
