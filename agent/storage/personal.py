"""What is kept of one person: handed over, or deleted."""

import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from agent.storage.atomic import replacing
from agent.storage.changes import Changes
from agent.storage.consents import Consents
from agent.storage.database import Database, Transaction
from agent.storage.drafts import Drafts
from agent.storage.edits import Edits
from agent.storage.errors import explained
from agent.storage.home import Home
from agent.storage.inbox import Inbox
from agent.storage.journal import Journal, exported
from agent.storage.preferences import Preferences
from agent.storage.proposals import Proposals
from agent.storage.sessions import SessionStore
from agent.storage.walking import everything_in
from agent.storage.zips import Source, describe, from_bytes, from_file, pack


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted; `files` counts those of the workspaces that were theirs alone."""

    sessions: int
    corrections: int
    feedback: int
    files: int


class Personal:
    """The rights of a user over all that is kept of them.

    `own` are the workspaces that belong to the user alone, such as that of their direct messages.
    What a model or dataset of a shared workspace was taught by them is the workspace's.
    """

    def __init__(
        self,
        home: Home,
        database: Database,
        consents: Consents,
        preferences: Preferences,
        inbox: Inbox,
    ) -> None:
        self._home = home
        self._database = database
        self._consents = consents
        self._preferences = preferences
        self._inbox = inbox
        self._changes = Changes(database)
        self._proposals = Proposals(database)

    def forget(self, user: str, own: Collection[str], *, lessons: bool = True) -> Forgotten:
        """Delete every row of `user`, and all files and rows of the workspaces `own`.

        Only a refusal to be heard stays; and without `lessons` what was corrected, which then is
        anybody's.

        Nothing of the rows stays readable in the database's files. Interrupted, it can be asked
        again.
        """
        files = sum(len(self._home.workspace(name).files()) for name in own)
        for name in own:
            self._remove(name)
        for name in self._home.workspaces():
            Drafts(self._home.workspace(name)).forget(user)
        with self._database.writing() as transaction:
            sessions = _delete(transaction, "sessions", user, own)
            _delete(transaction, "lost_sessions", user, own)
            corrections = _delete(transaction, "corrections", user, own) if lessons else 0
            feedback = _delete(transaction, "feedback", user, own)
        self._consents.forget(user, own)
        self._preferences.forget(own)
        self._inbox.forget(own)
        self._changes.forget(user, own)
        self._proposals.forget(user, own)
        Edits(self._database).forget(user, own)
        self._empty_cache()
        self._database.erase_traces()
        return Forgotten(sessions, corrections, feedback, files)

    def export(
        self, user: str, own: Collection[str], target: Path, governed: Collection[str] = ()
    ) -> Path:
        """Write all that is kept of `user` to the zip file `target`; returns `target`.

        With it go the settings of the workspaces `governed`, which the user manages.
        """
        members = {**dict(self._members(user, own)), **dict(self._settings(governed))}
        with explained("could_not.write_export", file=target.name), replacing(target) as file:
            pack(file, describe("export", user, members), members)
        return target

    def _empty_cache(self) -> None:
        """What was spoken or encoded may hold anybody's words, and can be made again."""
        with explained("could_not.empty_cache"):
            for path in everything_in(self._home.cache):
                if path.is_file():
                    path.unlink(missing_ok=True)

    def _remove(self, workspace: str) -> None:
        with explained("could_not.delete_files", workspace=workspace):
            self._home.history(workspace).unlink(missing_ok=True)
            for folder in self._home.workspace(workspace).folders.values():
                if folder.exists():
                    shutil.rmtree(folder)

    def _members(self, user: str, own: Collection[str]) -> Iterator[tuple[str, Source]]:
        journal = Journal(self._database)
        store = SessionStore(self._database)
        sessions = [*store.of_user(user), *store.lost(user)]
        yield "sessions.json", _as_json([asdict(session) for session in sessions])
        yield "corrections.json", _as_json([exported(c) for c in journal.corrections(user=user)])
        yield "feedback.json", _as_json([exported(f) for f in journal.feedback(user=user)])
        yield "consents.json", _as_json([asdict(c) for c in self._consents.of_user(user)])
        yield "changes.json", _as_json(self._changes.of_user(user))
        yield "proposals.json", _as_json([asdict(p) for p in self._proposals.of_user(user)])
        yield "edits.json", _as_json(Edits(self._database).of_user(user))
        for name in self._home.workspaces():
            for draft in Drafts(self._home.workspace(name)).of(user):
                yield f"drafts/{name}/{draft.name}", from_file(draft)
        yield from self._settings(own)
        for name in own:
            workspace = self._home.workspace(name)
            if (history := self._home.history(name)).exists():
                yield f"{name}/history.txt", from_file(history)
            if unanswered := self._inbox.everything(name):
                yield f"{name}/unanswered.json", _as_json([asdict(each) for each in unanswered])
            for path in workspace.files():
                yield f"{name}/{path}", from_file(workspace.resolve(path))

    def _settings(self, workspaces: Collection[str]) -> Iterator[tuple[str, Source]]:
        for name in workspaces:
            if settings := self._preferences.of(name):
                yield f"{name}/settings.json", _as_json([dict(settings)])


def _delete(transaction: Transaction, table: str, user: str, own: Collection[str]) -> int:
    places = ", ".join("?" for _ in own)
    sql = f"DELETE FROM {table} WHERE user = ? OR workspace IN ({places})"
    return transaction.execute(sql, (user, *own)).rowcount


def _as_json(rows: list[dict[str, Any]]) -> Source:
    return from_bytes(json.dumps(rows, ensure_ascii=False, indent=1, default=str).encode())
