"""The journal: what people corrected, and what they thought of the answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from agent.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`input` should be answered `right`, not `wrong` (None: there was no answer).

    `key` is the normalised input, `at` a time in UTC; `id` is 0 until the journal gives one.
    """

    workspace: str
    user: str
    at: datetime
    input: str
    key: str
    wrong: str | None
    right: str
    active: bool = True
    id: int = 0

    def text(self) -> str:
        """One line to read."""
        raise NotImplementedError


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

    def text(self) -> str:
        """One line to read."""
        raise NotImplementedError


Entry = Correction | Feedback


class Journal:
    """The corrections and the feedback in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_correction(self, correction: Correction) -> Correction:
        """Keep a correction; returned with its id, on the disk by then."""
        raise NotImplementedError

    def undo_correction(self, correction_id: int) -> None:
        """Make a correction inactive, so that the one before it of the same key counts again."""
        raise NotImplementedError

    def active_corrections(self, workspace: str) -> list[Correction]:
        """The corrections in force: the latest active one of each key, oldest first."""
        raise NotImplementedError

    def retire(self, workspace: str, keys: Iterable[str]) -> int:
        """Make all corrections of these keys inactive; returns how many were active."""
        raise NotImplementedError

    def add_feedback(self, feedback: Feedback) -> Feedback:
        """Keep a rating; returned with its id. Raises StorageError when it is not 1 to 5."""
        raise NotImplementedError

    def entries(self, *, workspace: str | None = None, user: str | None = None) -> list[Entry]:
        """The entries of a workspace, of a user, or of a user there, oldest first."""
        raise NotImplementedError


def exported(entry: Entry) -> dict[str, str | int | bool | None]:
    """The entry as a JSON-able object; `kind` is "correction" or "feedback", `at` is ISO 8601."""
    raise NotImplementedError
