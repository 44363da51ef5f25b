"""What the people of a workspace chose for it; else the owner's word counts."""

from collections.abc import Collection

from agent.storage.database import Database

SMALL_TALK = "small_talk"


class Preferences:
    """Choices by workspace and name; `small_talk` is the owner's word about that."""

    def __init__(self, database: Database, *, small_talk: bool) -> None:
        self._database = database
        self._small_talk = small_talk

    def small_talk(self, workspace: str) -> bool:
        """Whether our own small talk answers what nobody taught."""
        chosen = self._read(workspace, SMALL_TALK)
        return self._small_talk if chosen is None else chosen == "on"

    def choose_small_talk(self, workspace: str, *, wanted: bool) -> None:
        """On disk on return."""
        self._write(workspace, SMALL_TALK, "on" if wanted else "off")

    def forget(self, workspaces: Collection[str]) -> None:
        """Drop all that was chosen in these workspaces."""
        places = ", ".join("?" for _ in workspaces)
        with self._database.writing() as transaction:
            transaction.execute(
                f"DELETE FROM preferences WHERE workspace IN ({places})", tuple(workspaces)
            )

    def _read(self, workspace: str, name: str) -> str | None:
        sql = "SELECT value FROM preferences WHERE workspace = ? AND name = ?"
        rows = self._database.read(sql, (workspace, name))
        return str(rows[0]["value"]) if rows else None

    def _write(self, workspace: str, name: str, value: str) -> None:
        with self._database.writing() as transaction:
            transaction.execute(
                "INSERT OR REPLACE INTO preferences VALUES (?, ?, ?)", (workspace, name, value)
            )
