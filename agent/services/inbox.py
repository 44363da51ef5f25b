"""The inbox of what could not be answered: filled, gone through, and emptied by teaching."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from agent.dialog.outcomes import Answered, Done, InboxGroup, InboxRead, Kept, Outcome
from agent.dialog.requests import NO_ANSWER, AnswerGroup, DropGroup, KeepUnanswered, ReadInbox
from agent.learning.encoder.encoder import Encoder
from agent.learning.grouping import grouped
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.answering import AnswerService
from agent.services.correcting import CorrectionService
from agent.storage.inbox import Inbox, Unanswered

MOST = 300
"""Sentences that are looked through, the commonest; so many are compared with each other."""
SHOWN = 30
"""Groups that are gone through at once."""
REMEMBERED = 16
"""Inboxes whose groups are remembered as long as they stay the same."""
CHOICES = 4
"""Answers there are that a group may be merged into, the nearest."""


class InboxService:
    """What each workspace could not answer. Kept only if `wanted`."""

    def __init__(
        self,
        inbox: Inbox,
        answering: AnswerService,
        correcting: CorrectionService,
        encoder: Callable[[Sequence[str]], Encoder | None],
        *,
        wanted: bool,
    ) -> None:
        self._inbox = inbox
        self._answering = answering
        self._correcting = correcting
        self._encoder = encoder
        self._wanted = wanted
        self._together = lru_cache(maxsize=REMEMBERED)(self._group_texts)

    @property
    def handlers(self) -> Handlers:
        return {
            KeepUnanswered: self._keep,
            ReadInbox: self._read,
            AnswerGroup: self._answer,
            DropGroup: self._drop,
        }

    def groups(self, workspace: str, at: datetime) -> list[InboxGroup]:
        """The commonest sentences in groups, most asked first; what is known by now is dropped."""
        lines = self._inbox.commonest(workspace, at, MOST)
        known = {line.key for line in lines if self._answering.is_taught(workspace, line.input)}
        self._inbox.drop(workspace, known)
        open_lines = [line for line in lines if line.key not in known]
        texts = tuple(line.input for line in open_lines)
        together = [[open_lines[i] for i in group] for group in self._together(texts)]
        together.sort(key=_count, reverse=True)
        found = (self._group(workspace, group) for group in together[:SHOWN])
        return [group for group in found if group is not None]

    def _group_texts(self, texts: tuple[str, ...]) -> list[list[int]]:
        """Which of these are alike; found out once while a panel of them is looked through."""
        return grouped(texts, self._encoder(texts) if texts else None)

    def _group(self, workspace: str, lines: Sequence[Unanswered]) -> InboxGroup | None:
        """None where the first of them is answered by now."""
        inputs = tuple(line.input for line in lines)
        answered = self._answering.answer(workspace, inputs[0])
        if answered.known and not answered.small_talk:
            self._inbox.drop(workspace, inputs)
            return None
        return InboxGroup(inputs, _count(lines), _near(answered))

    def _keep(self, context: RequestContext, request: KeepUnanswered) -> Outcome:
        if self._wanted:
            self._inbox.note(context.workspace, request.text, context.at)
        return Kept()

    def _read(self, context: RequestContext, request: ReadInbox) -> Outcome:
        return InboxRead(tuple(self.groups(context.workspace, context.at)))

    async def _answer(self, context: RequestContext, request: AnswerGroup) -> Outcome:
        right = await self._correcting.correct_all(context, request.inputs, request.answer)
        values = {"count": len(request.inputs), "input": request.inputs[0], "right": right}
        return Done("unanswered.learned", values)

    def _drop(self, context: RequestContext, request: DropGroup) -> Outcome:
        self._inbox.drop(context.workspace, request.inputs)
        return Done("unanswered.dropped")


def _count(lines: Sequence[Unanswered]) -> int:
    return sum(line.count for line in lines)


def _near(answered: Answered) -> tuple[str, ...]:
    """Answers there are that come nearest."""
    own = () if answered.small_talk else (answered.output,)
    found = dict.fromkeys((*own, *answered.choices, *answered.nearest))
    return tuple(name for name in found if name and name != NO_ANSWER)[:CHOICES]
