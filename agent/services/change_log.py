"""Who changed what, kept and told; nothing of what was merely said."""

from collections.abc import Callable, Iterable

from agent.dialog.moderation import ReadChanges
from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import NO_ANSWER
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset
from agent.learning.normalise import normalise
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.server_settings import NAMES, shown
from agent.storage.changes import KINDS, Change, Changes, Details
from agent.storage.journal import Journal
from messages import Message

MOST = 15
"""Changes that are listed at once."""
SOMEBODY = Message("change.somebody")
"""Who was forgotten since."""
Heard = Callable[[Change], None]
"""Hears of a change, and again when it is taken back; from any thread."""
Lines = list[tuple[str, str | None, str | None]]


class ChangeLog:
    """The changes of all workspaces, above the journal of what was corrected and edited."""

    def __init__(self, journal: Journal, changes: Changes) -> None:
        self.journal = journal
        self.changes = changes
        self._heard: Heard = lambda change: None

    @property
    def handlers(self) -> Handlers:
        return {ReadChanges: self._read}

    def heard_by(self, heard: Heard) -> None:
        """Tell of changes by this from now on."""
        self._heard = heard

    def note(self, context: RequestContext, kind: str, details: Details, author: str = "") -> None:
        """Keep a change that was made; `author` is whose it is, if not the asker's."""
        made = Change(
            workspace=context.workspace,
            user=context.user,
            author=author or context.user,
            at=context.at,
            kind=kind,
            details=details,
        )
        self.tell(self.changes.add(made))

    def tell(self, change: Change) -> None:
        """Tell of a change that is kept."""
        self._heard(change)

    def tell_all(self, changes: Iterable[Change]) -> None:
        """Tell of several."""
        for change in changes:
            self.tell(change)

    def undone(self, workspace: str, user: str, *, correction: int = 0, edit: int = 0) -> None:
        """The change that made this correction or edit was taken back by another way."""
        for change in self.changes.latest(workspace):
            details = change.details
            if correction in details.added if correction else details.edit == edit:
                self.changes.take_back(workspace, change.id, user)
                return

    def _read(self, context: RequestContext, request: ReadChanges) -> Outcome:
        wanted = normalise(request.words)
        found = [
            change
            for change in self.changes.latest(context.workspace)
            if not wanted or any(wanted in normalise(text) for text in _texts(change))
        ]
        if not found:
            return Done("changes.none_with" if wanted else "changes.none", {"words": request.words})
        lines = tuple(line(change) for change in found[:MOST])
        return Done("changes.list", {"lines": lines, "left": len(found[MOST:])})


def line(change: Change) -> Message:
    """A change with its number and time, as people read it."""
    values = {
        "id": change.id,
        "at": f"{change.at:%Y-%m-%d %H:%M}",
        "told": told(change),
        "undone": "no" if change.undone is None else "yes",
    }
    return Message("changes.line", values)


def told(change: Change) -> Message:
    """A change in a sentence."""
    details = change.details
    people = {"who": change.user or SOMEBODY, "author": change.author or SOMEBODY}
    if not is_known(change):
        return Message("change.by_another", people)
    values = {**people, "about": details.about, "now": details.now, "more": details.count - 1}
    if change.kind == "set":
        values["about"] = Message(f"setting.label.{details.about}")
        values["now"] = shown(details.about, details.now)
    elif details.now == COUNTER_EXAMPLE:
        values["now"] = NO_ANSWER
    return Message(f"change.{change.kind}", values)


def is_known(change: Change) -> bool:
    """Whether this version knows what was done, and so can take it back."""
    return change.kind in KINDS and change.details.setting[0] in ("", *NAMES)


def difference(before: Dataset, after: Dataset) -> Lines:
    """What became of the lines that are not the same: (input, output before, output after)."""
    old = {example.input: example.output for example in before.examples}
    new = {example.input: example.output for example in after.examples}
    return [
        (given, old.get(given), new.get(given))
        for given in dict.fromkeys((*old, *new))
        if old.get(given) != new.get(given)
    ]


def summary(lines: Iterable[tuple[str, str | None, str | None]]) -> dict[str, object]:
    """What some lines are about, for details."""
    known = list(lines)
    given, before, after = known[0] if known else ("", None, None)
    return {"about": given, "now": after or before or "", "count": max(1, len(known))}


def _texts(change: Change) -> tuple[str, ...]:
    each = (text for line in change.details.lines for text in line if text)
    return (change.details.about, change.details.now, *each)
