"""What is kept of one person: handed over, or deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from agent.storage.database import Database
from agent.storage.home import Home


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted; `files` counts those of the workspaces that were theirs alone."""

    sessions: int
    corrections: int
    feedback: int
    files: int


class Personal:
    """The rights of a user over all that is kept of them."""

    def __init__(self, home: Home, database: Database) -> None:
        self._home = home
        self._database = database

    def forget(self, user: str, own: Collection[str]) -> Forgotten:
        """Delete every row of `user`, and the workspaces `own` (theirs alone) as a whole."""
        raise NotImplementedError

    def export(self, user: str, own: Collection[str], target: Path) -> Path:
        """Write all that is kept of `user` to the zip file `target`; returns `target`."""
        raise NotImplementedError
