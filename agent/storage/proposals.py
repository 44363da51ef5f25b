"""What members taught, as long as it waits for a trainer to take it."""

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.storage.database import Database, Transaction, from_microseconds, to_microseconds

MOST = 2_000
"""Proposals of a workspace that wait; who comes then is told so."""

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Lines as (input, output) for a dataset; `wrong` is the answer that they correct, if any."""

    workspace: str
    dataset: str
    user: str
    at: datetime
    lines: Lines
    wrong: str = ""
    id: int = 0


class Proposals:
    """The proposals in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, proposal: Proposal) -> Proposal | None:
        """Keep one; returned with its number, on the disk by then. None where too many wait."""
        row: dict[str, str | int] = {
            "workspace": proposal.workspace,
            "dataset": proposal.dataset,
            "user": proposal.user,
            "at": to_microseconds(proposal.at),
            "wrong": proposal.wrong,
            "lines": json.dumps(proposal.lines),
            "most": MOST,
        }
        with self._database.writing() as transaction:
            found = transaction.execute(
                "INSERT INTO proposals (workspace, dataset, user, at, wrong, lines) "
                "SELECT :workspace, :dataset, :user, :at, :wrong, :lines WHERE "
                "(SELECT count(*) FROM proposals WHERE workspace = :workspace) < :most "
                "RETURNING id",
                row,
            ).fetchone()
        return replace(proposal, id=found["id"]) if found else None

    def waiting(self, workspace: str) -> list[Proposal]:
        """All that waits in a workspace, the oldest first."""
        rows = self._database.read(
            "SELECT * FROM proposals WHERE workspace = ? ORDER BY id", (workspace,)
        )
        return [_proposal(row) for row in rows]

    def of_user(self, user: str) -> list[Proposal]:
        """All that a user proposed anywhere, and that waits."""
        rows = self._database.read("SELECT * FROM proposals WHERE user = ? ORDER BY id", (user,))
        return [_proposal(row) for row in rows]

    def settle(
        self,
        proposals: Sequence[Proposal],
        carry_out: Callable[[Transaction, Proposal], None] = lambda transaction, proposal: None,
    ) -> list[Proposal]:
        """Take these out and carry each out, all in one transaction; those that still waited.

        Of several who settle the same proposal at once, one has it.
        """
        with self._database.writing() as transaction:
            ours = [each for each in proposals if _take_out(transaction, each)]
            for each in ours:
                carry_out(transaction, each)
        return ours

    def forget(self, user: str, own: Collection[str]) -> None:
        """Drop what the user proposed, and all that waits in the workspaces `own`."""
        places = ", ".join("?" for _ in own)
        with self._database.writing() as transaction:
            transaction.execute(
                f"DELETE FROM proposals WHERE user = ? OR workspace IN ({places})", (user, *own)
            )


def _take_out(transaction: Transaction, proposal: Proposal) -> bool:
    sql = "DELETE FROM proposals WHERE workspace = ? AND id = ?"
    return transaction.execute(sql, (proposal.workspace, proposal.id)).rowcount == 1


def _proposal(row: sqlite3.Row) -> Proposal:
    lines = tuple((str(given), str(output)) for given, output in json.loads(row["lines"]))
    return Proposal(**{**dict(row), "lines": lines, "at": from_microseconds(row["at"])})
