"""The journal: what people corrected, and what they thought of the answers."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from agent.storage.database import Database, Transaction, from_microseconds, to_microseconds
from agent.storage.edits import Edits
from agent.storage.errors import NotThere, StorageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`input` should be answered `right`, not `wrong` (None: there was no answer).

    It belongs to the model trained from `dataset`. `key` is the normalised input, `at` a time in
    UTC; `id` is 0 until the journal gives one.
    """

    workspace: str
    dataset: str
    user: str
    at: datetime
    input: str
    key: str
    wrong: str | None
    right: str
    active: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A rating of 1 to 5, perhaps with a comment and the exchange it is about."""

    workspace: str
    user: str
    at: datetime
    rating: int
    comment: str | None = None
    input: str | None = None
    answer: str | None = None
    id: int = 0


Entry = Correction | Feedback

_OF = (
    "WHERE (:workspace IS NULL OR workspace = :workspace) AND (:user IS NULL OR user = :user) "
    "ORDER BY id"
)


class Journal:
    """The corrections and the feedback in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def edits(self) -> Edits:
        """How what was taught was edited."""
        return Edits(self._database)

    def add_correction(self, correction: Correction) -> Correction:
        """Keep a correction; returned with its id, on the disk by then."""
        return self.add_corrections([correction])[0]

    def add_corrections(self, corrections: Iterable[Correction]) -> list[Correction]:
        """Keep all of them or none; returned with their ids, on the disk by then."""
        with self._database.writing() as transaction:
            return insert_corrections(transaction, corrections)

    def undo_correction(self, correction_id: int) -> None:
        """Make a correction inactive, so that the one before it of the same key counts again."""
        with self._database.writing() as transaction:
            found = transaction.execute(
                "UPDATE corrections SET active = 0 WHERE id = ?", (correction_id,)
            )
            if not found.rowcount:
                raise NotThere("correction.missing", id=correction_id)

    def active_corrections(self, workspace: str, dataset: str) -> list[Correction]:
        """The corrections in force: the latest active one of each key, oldest first."""
        rows = self._database.read(
            "SELECT * FROM corrections WHERE id IN (SELECT max(id) FROM corrections "
            "WHERE workspace = ? AND dataset = ? AND active GROUP BY key) ORDER BY id",
            (workspace, dataset),
        )
        return [_correction(row) for row in rows]

    def taken_back(self, workspace: str, dataset: str) -> dict[str, int]:
        """Sentences whose corrections are all out of force, each with the number of the first."""
        rows = self._database.read(
            "SELECT key, min(id) FROM corrections WHERE workspace = ? AND dataset = ? "
            "GROUP BY key HAVING NOT max(active)",
            (workspace, dataset),
        )
        return {str(key): int(first) for key, first in rows}

    def corrected(self) -> list[str]:
        """The workspaces in which anything was ever corrected."""
        rows = self._database.read("SELECT DISTINCT workspace FROM corrections")
        return [workspace for (workspace,) in rows]

    def retire(self, workspace: str, dataset: str, keys: Iterable[str]) -> int:
        """Make all corrections of these keys inactive; returns how many were active."""
        retire = (
            "UPDATE corrections SET active = 0 "
            "WHERE workspace = ? AND dataset = ? AND key = ? AND active"
        )
        with self._database.writing() as transaction:
            return sum(
                transaction.execute(retire, (workspace, dataset, key)).rowcount for key in set(keys)
            )

    def active(self, workspace: str, dataset: str, keys: Collection[str]) -> list[int]:
        """The numbers of all corrections of these keys that are active."""
        rows = self._database.read(
            "SELECT id, key FROM corrections WHERE workspace = ? AND dataset = ? AND active",
            (workspace, dataset),
        )
        return [row["id"] for row in rows if row["key"] in keys]

    def activate(self, corrections: Iterable[int], *, active: bool) -> None:
        """Put corrections, by their ids, in force or out of it."""
        with self._database.writing() as transaction:
            for number in corrections:
                transaction.execute(
                    "UPDATE corrections SET active = ? WHERE id = ?", (active, number)
                )

    def add_feedback(self, feedback: Feedback) -> Feedback:
        """Keep a rating; returned with its id. Raises StorageError when it is not 1 to 5."""
        if feedback.rating not in range(1, 6):
            raise StorageError("rating.range", rating=feedback.rating)
        with self._database.writing() as transaction:
            (number,) = transaction.execute(
                "INSERT INTO feedback (workspace, user, at, rating, comment, input, answer) "
                "VALUES (:workspace, :user, :at, :rating, :comment, :input, :answer) RETURNING id",
                _row(feedback),
            ).fetchone()
        return replace(feedback, id=number)

    def corrections(
        self, *, workspace: str | None = None, user: str | None = None
    ) -> list[Correction]:
        """The corrections of a workspace, of a user, or of a user there, in the order kept."""
        of = {"workspace": workspace, "user": user}
        rows = self._database.read(f"SELECT * FROM corrections {_OF}", of)
        return [_correction(row) for row in rows]

    def feedback(self, *, workspace: str | None = None, user: str | None = None) -> list[Feedback]:
        """The feedback of a workspace, of a user, or of a user there, in the order kept."""
        of = {"workspace": workspace, "user": user}
        rows = self._database.read(f"SELECT * FROM feedback {_OF}", of)
        return [Feedback(**_fields(row)) for row in rows]

    def entries(self, *, workspace: str | None = None, user: str | None = None) -> list[Entry]:
        """The corrections and the feedback together, oldest first."""
        corrections = self.corrections(workspace=workspace, user=user)
        feedback = self.feedback(workspace=workspace, user=user)
        return sorted([*corrections, *feedback], key=lambda entry: entry.at)


def insert_corrections(
    transaction: Transaction, corrections: Iterable[Correction]
) -> list[Correction]:
    """Keep corrections as a part of a transaction; returned with their ids."""
    insert = (
        "INSERT INTO corrections "
        "(workspace, dataset, user, at, input, key, wrong, right, active) VALUES "
        "(:workspace, :dataset, :user, :at, :input, :key, :wrong, :right, :active) "
        "RETURNING id"
    )
    return [
        replace(each, id=transaction.execute(insert, _row(each)).fetchone()["id"])
        for each in corrections
    ]


def exported(entry: Entry) -> dict[str, str | int | None]:
    """The entry as a JSON-able object; `kind` is "correction" or "feedback", `at` is ISO 8601."""
    kind = "correction" if isinstance(entry, Correction) else "feedback"
    return {"kind": kind, **asdict(entry), "at": entry.at.isoformat()}


def _row(entry: Entry) -> dict[str, str | int | None]:
    return {**asdict(entry), "at": to_microseconds(entry.at)}


def _fields(row: sqlite3.Row) -> dict[str, Any]:
    return {**dict(row), "at": from_microseconds(row["at"])}


def _correction(row: sqlite3.Row) -> Correction:
    return Correction(**{**_fields(row), "active": bool(row["active"])})
