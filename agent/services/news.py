"""What came of corrections, for those who made them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from agent.dialog.session import SessionKey
from agent.learning.report import TrainingReport
from agent.services.answering import AnswerService, shown
from agent.services.origin import Origin
from agent.services.served_models import Served
from agent.storage.inbox import Inbox
from agent.storage.journal import Correction, Journal
from messages import Message

Tell = Callable[[SessionKey, Message], None]

MOST = 100
"""Sentences that could not be answered before and are tried again, the commonest."""


class News:
    """Finds out what a training made of the corrections it was the first to learn."""

    def __init__(self, journal: Journal, inbox: Inbox, answering: AnswerService) -> None:
        self._journal = journal
        self._inbox = inbox
        self._answering = answering

    def learned(
        self, workspace: str, before: Served | None, lesson: Origin
    ) -> list[tuple[SessionKey, Message]]:
        """For whoever corrected: how many sentences that were not answered are answered now as they
        said. Nothing is told where that are none, since the correction itself was in force."""
        told = []
        for user, mine in self._new(workspace, before, lesson):
            count = self._similar(workspace, mine)
            if count:
                message = Message("correcting.learned_with", {"count": count})
                told.append((SessionKey(user, workspace), message))
        return told

    def rejected(
        self, workspace: str, before: Served | None, lesson: Origin, report: TrainingReport
    ) -> list[tuple[SessionKey, Message]]:
        """For whoever corrected: why the new model does not come into use."""
        found = report.comparison
        if found is None:
            return []
        shares = {"before": found.before, "after": found.after, "lines": found.lines}
        message = Message("correcting.only_word_for_word", shares)
        return [
            (SessionKey(user, workspace), message)
            for user, _ in self._new(workspace, before, lesson)
        ]

    def _new(
        self, workspace: str, before: Served | None, lesson: Origin
    ) -> Iterator[tuple[str, list[Correction]]]:
        """The corrections that the model before did not know, by who made them."""
        known = before.origin.correction if before and before.dataset == lesson.dataset else 0
        active = self._journal.active_corrections(workspace, lesson.dataset)
        new = [each for each in active if known < each.id <= lesson.correction]
        by_user = groupby(sorted(new, key=attrgetter("user")), attrgetter("user"))
        return ((user, list(own)) for user, own in by_user)

    def _similar(self, workspace: str, corrections: Sequence[Correction]) -> int:
        wanted = {shown(each.right) for each in corrections}
        latest = max(each.at for each in corrections)
        open_lines = self._inbox.commonest(workspace, latest, MOST)
        found = (self._answering.answer(workspace, line.input) for line in open_lines)
        return sum(each.known and not each.exact and each.output in wanted for each in found)
