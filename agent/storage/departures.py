"""Workspaces that the agent was put out of: kept for a while, then deleted with all in them."""

import shutil
from datetime import datetime

from agent.storage.database import Database, from_microseconds, to_microseconds
from agent.storage.errors import explained
from agent.storage.home import Home
from agent.storage.preferences import Preferences

TABLES = (
    "sessions", "lost_sessions", "corrections", "feedback", "consents", "preferences",
    "unanswered", "edits", "changes", "proposals", "departures",
)  # fmt: skip
"""Where rows of a workspace are."""


class Departures:
    """When the agent had to leave which workspace."""

    def __init__(self, home: Home, database: Database, preferences: Preferences) -> None:
        self._home = home
        self._database = database
        self._preferences = preferences

    def left(self, workspace: str, at: datetime) -> None:
        """The agent is no longer wanted there; if that was noted before, the first time counts."""
        with self._database.writing() as transaction:
            row = (workspace, to_microseconds(at))
            transaction.execute("INSERT OR IGNORE INTO departures VALUES (?, ?)", row)

    def back(self, workspace: str) -> None:
        """The agent was asked back in."""
        with self._database.writing() as transaction:
            transaction.execute("DELETE FROM departures WHERE workspace = ?", (workspace,))

    def times(self) -> dict[str, datetime]:
        """When each workspace was left that was left."""
        rows = self._database.read("SELECT workspace, at FROM departures")
        return {row["workspace"]: from_microseconds(row["at"]) for row in rows}

    def kept(self) -> set[str]:
        """The workspaces of which anything is kept."""
        names = set(self._home.workspaces())
        for table in TABLES:
            rows = self._database.read(f"SELECT DISTINCT workspace FROM {table}")
            names.update(workspace for (workspace,) in rows)
        return names

    def delete(self, workspace: str) -> None:
        """Delete everything of a workspace; interrupted, it can be asked again."""
        with explained("could_not.delete_files", workspace=workspace):
            for folder in self._home.workspace(workspace).folders.values():
                if folder.exists():
                    shutil.rmtree(folder)
        with self._database.writing() as transaction:
            for table in TABLES:
                transaction.execute(f"DELETE FROM {table} WHERE workspace = ?", (workspace,))
        self._preferences.forget((workspace,))  # what it remembers of them
        self._database.erase_traces()
