"""Who may be heard in voice channels."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from agent.storage.database import Database, from_microseconds, to_microseconds


@dataclass(frozen=True, slots=True)
class Consent:
    """What a user said about being heard in a workspace, and when."""

    user: str
    workspace: str
    agreed: bool
    at: datetime


class Consents:
    """Everybody's latest word, kept in memory, too: it is asked for with every packet of sound."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._agreed = {(c.user, c.workspace): c.agreed for c in self._read()}

    def agreed(self, user: str, workspace: str) -> bool | None:
        """Whether the user agreed to be heard; None where they have not said. From any thread."""
        return self._agreed.get((user, workspace))

    def of_user(self, user: str) -> list[Consent]:
        """All that the user said about it."""
        return [consent for consent in self._read() if consent.user == user]

    def keep(self, consent: Consent) -> None:
        """Keep a user's word in place of the one before; on disk on return."""
        row = (consent.user, consent.workspace, int(consent.agreed), to_microseconds(consent.at))
        with self._database.writing() as transaction:
            transaction.execute("INSERT OR REPLACE INTO consents VALUES (?, ?, ?, ?)", row)
        self._agreed[consent.user, consent.workspace] = consent.agreed

    def forget(self, user: str, own: Collection[str]) -> None:
        """Drop the user's agreement, and every word in the workspaces `own`.

        A refusal elsewhere stays: without it the user would be listened to again.
        """
        places = ", ".join("?" for _ in own)
        sql = f"DELETE FROM consents WHERE user = ? AND agreed OR workspace IN ({places})"
        with self._database.writing() as transaction:
            transaction.execute(sql, (user, *own))
        for key, agreed in list(self._agreed.items()):
            if (key[0] == user and agreed) or key[1] in own:
                del self._agreed[key]

    def _read(self) -> Iterator[Consent]:
        for row in self._database.read("SELECT user, workspace, agreed, at FROM consents"):
            at = from_microseconds(row["at"])
            yield Consent(row["user"], row["workspace"], bool(row["agreed"]), at)
