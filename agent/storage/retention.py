"""What is kept for so long and no longer."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from agent.storage.database import Database, to_microseconds
from agent.storage.errors import explained
from agent.storage.home import Home
from agent.storage.workspace import Workspace

_EXPORTS = ("export-*.zip", "taught.json")
_NOT_IN_FORCE = (
    "DELETE FROM feedback WHERE TRUE",
    "DELETE FROM corrections WHERE NOT active",
    "UPDATE edits SET user = '', before = '', body = '{}' WHERE body <> '{}' AND NOT active",
)


@dataclass(frozen=True, slots=True)
class Retention:
    """Days after which things go; 0 keeps them for good. Models: how many of a workspace stay."""

    export_days: int
    archive_days: int
    journal_days: int
    models: int


def prune_files(home: Home, days: Retention, at: datetime, named: Collection[str]) -> int:
    """Remove files that are too old, but archives that are `named` by models; how many."""
    gone = 0
    with explained("could_not.prune"):
        for name in home.workspaces():
            for path in _too_old(home.workspace(name), days, at, named):
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def prune_rows(database: Database, days: Retention, at: datetime) -> int:
    """Delete what is too old of the journal: feedback, and what is no longer in force; how many.

    Of an edit its number stays, since a model has to learn that it was taken back.
    """
    if not days.journal_days:
        return 0
    before = to_microseconds(at - timedelta(days=days.journal_days))
    with database.writing() as transaction:
        return sum(
            transaction.execute(f"{statement} AND at < ?", (before,)).rowcount
            for statement in _NOT_IN_FORCE
        )


def _too_old(
    workspace: Workspace, days: Retention, at: datetime, named: Collection[str]
) -> Iterator[Path]:
    exports = {path for kind in _EXPORTS for path in workspace.archive.glob(kind)}
    archives = set(workspace.archive.glob("[!.]*.zip")) - exports
    if days.export_days:
        yield from (path for path in exports if _age(path, at).days >= days.export_days)
    if days.archive_days:
        kept = (path for path in archives if path.name not in named)
        yield from (path for path in kept if _age(path, at).days >= days.archive_days)


def _age(path: Path, at: datetime) -> timedelta:
    try:
        return at - datetime.fromtimestamp(path.stat().st_mtime, at.tzinfo)
    except FileNotFoundError:  # gone meanwhile
        return timedelta()
