"""What was chosen for a workspace; else the owner's word counts."""

from collections.abc import Collection, Mapping
from threading import Lock

from agent.storage.database import Database


class Preferences:
    """Choices by workspace and name, kept in memory, too: every message asks for some.

    Names that this version does not know stay as they are, for the one that does.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, Mapping[str, str]] = {}
        self._lock = Lock()

    def of(self, workspace: str) -> Mapping[str, str]:
        """All that was chosen there, by name. From any thread."""
        known = self._known.get(workspace)
        if known is None:
            with self._lock:
                known = self._known[workspace] = self._read(workspace)
        return known

    def choose(self, workspace: str, name: str, value: str) -> None:
        """On the disk on return."""
        with self._lock:
            with self._database.writing() as transaction:
                row = (workspace, name, value)
                transaction.execute("INSERT OR REPLACE INTO preferences VALUES (?, ?, ?)", row)
            self._known.pop(workspace, None)

    def choose_first(self, workspace: str, name: str, value: str) -> bool:
        """The same, unless something was chosen before; whether it was not."""
        with self._lock:
            with self._database.writing() as transaction:
                row = (workspace, name, value)
                sql = "INSERT OR IGNORE INTO preferences VALUES (?, ?, ?)"
                first = transaction.execute(sql, row).rowcount == 1
            self._known.pop(workspace, None)
        return first

    def drop(self, workspace: str, name: str) -> None:
        """The owner's word counts again."""
        with self._lock:
            with self._database.writing() as transaction:
                transaction.execute(
                    "DELETE FROM preferences WHERE workspace = ? AND name = ?", (workspace, name)
                )
            self._known.pop(workspace, None)

    def forget(self, workspaces: Collection[str]) -> None:
        """Drop all that was chosen in these workspaces."""
        places = ", ".join("?" for _ in workspaces)
        with self._lock:
            with self._database.writing() as transaction:
                transaction.execute(
                    f"DELETE FROM preferences WHERE workspace IN ({places})", tuple(workspaces)
                )
            self._known.clear()

    def _read(self, workspace: str) -> Mapping[str, str]:
        rows = self._database.read(
            "SELECT name, value FROM preferences WHERE workspace = ?", (workspace,)
        )
        return {str(row["name"]): str(row["value"]) for row in rows}
