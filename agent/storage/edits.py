"""Edits of what was taught: what each changed, so that it is in force at once and can be undone."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import BaseModel, ValidationError

from agent.storage.database import Database, from_microseconds, to_microseconds

log = logging.getLogger(__name__)


class EditedLines(BaseModel):
    """What an edit did: to answers of the model, to lines, and to corrections by their ids."""

    outputs: dict[str, str | None] = {}
    """Answers by what they are called now; None for one that was removed."""
    lines: tuple[str, ...] = ()
    """The normalised inputs of lines that were removed."""
    added: tuple[int, ...] = ()
    retired: tuple[int, ...] = ()
    version: str = ""
    """Of the dataset as it was afterwards."""
    created: bool = False
    """Whether there was no such dataset before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An edit by a user; `before` is the archive of the dataset as it was, empty if unchanged."""

    workspace: str
    dataset: str
    user: str
    at: datetime
    before: str
    changes: EditedLines
    active: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True)
class Overlay:
    """What several edits together do to the answers of a model that does not know of them."""

    outputs: dict[str, str | None]
    lines: frozenset[str]


class Edits:
    """The edits in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, edit: Edit) -> Edit:
        """Keep an edit; returned with its id."""
        row: dict[str, str | int] = {
            "workspace": edit.workspace,
            "dataset": edit.dataset,
            "user": edit.user,
            "at": to_microseconds(edit.at),
            "before": edit.before,
            "body": edit.changes.model_dump_json(),
            "active": edit.active,
        }
        with self._database.writing() as transaction:
            (number,) = transaction.execute(
                "INSERT INTO edits (workspace, dataset, user, at, before, body, active) VALUES "
                "(:workspace, :dataset, :user, :at, :before, :body, :active) RETURNING id",
                row,
            ).fetchone()
        return replace(edit, id=number)

    def latest(self, workspace: str) -> Edit | None:
        """The last edit in force."""
        rows = self._database.read(
            "SELECT * FROM edits WHERE workspace = ? AND active ORDER BY id DESC LIMIT 1",
            (workspace,),
        )
        if not rows:
            return None
        fields = dict(rows[0])
        changes = _changes(fields.pop("body"))
        at, active = from_microseconds(fields.pop("at")), bool(fields.pop("active"))
        return Edit(**fields, at=at, active=active, changes=changes)

    def undo(self, edit: Edit, at: datetime) -> None:
        """An edit is no longer in force; that, too, is something a model has to learn."""
        with self._database.writing() as transaction:
            transaction.execute("UPDATE edits SET active = 0 WHERE id = ?", (edit.id,))
        self.add(replace(edit, at=at, before="", changes=EditedLines(), active=False))

    def deactivate(self, number: int) -> None:
        """An edit is no longer in force; what stands in its place is another."""
        with self._database.writing() as transaction:
            transaction.execute("UPDATE edits SET active = 0 WHERE id = ?", (number,))

    def last(self, workspace: str, dataset: str) -> int:
        """The number of the last change to a dataset, 0 where there was none."""
        (row,) = self._database.read(
            "SELECT coalesce(max(id), 0) AS last FROM edits WHERE workspace = ? AND dataset = ?",
            (workspace, dataset),
        )
        return int(row["last"])

    def edited(self) -> list[str]:
        """The workspaces in which something was edited."""
        rows = self._database.read("SELECT DISTINCT workspace FROM edits")
        return [workspace for (workspace,) in rows]

    def overlay(self, workspace: str, dataset: str, after: int) -> Overlay:
        """What the edits after number `after` do together."""
        rows = self._database.read(
            "SELECT body FROM edits WHERE workspace = ? AND dataset = ? AND id > ? AND active "
            "ORDER BY id",
            (workspace, dataset, after),
        )
        outputs: dict[str, str | None] = {}
        lines: set[str] = set()
        for (body,) in rows:
            changes = _changes(body)
            for name, now in outputs.items():
                if now is not None:
                    outputs[name] = changes.outputs.get(now, now)
            outputs |= {name: new for name, new in changes.outputs.items() if name not in outputs}
            lines |= set(changes.lines)
        return Overlay(outputs, frozenset(lines))

    def of_user(self, user: str) -> list[dict[str, object]]:
        """All that `user` edited, as it is kept."""
        return [dict(r) for r in self._database.read("SELECT * FROM edits WHERE user = ?", (user,))]

    def forget(self, user: str, own: Collection[str]) -> None:
        """Drop the edits in the workspaces `own`; elsewhere nobody knows whose they were."""
        places = ", ".join("?" for _ in own)
        with self._database.writing() as transaction:
            transaction.execute(f"DELETE FROM edits WHERE workspace IN ({places})", tuple(own))
            transaction.execute("UPDATE edits SET user = '' WHERE user = ?", (user,))


def _changes(body: str) -> EditedLines:
    """What an edit did; nothing where its row cannot be read."""
    try:
        return EditedLines.model_validate_json(body)
    except ValidationError:
        log.warning("an edit could not be read and is in force no more")
        return EditedLines()
