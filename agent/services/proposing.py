"""Lessons of those who may not teach wait for a trainer, where a server wants that."""

from functools import partial

from agent.dialog.outcomes import DatasetRead, Done, Outcome, Refused
from agent.dialog.requests import Correct, Lines, ReadDataset, Train
from agent.dialog.rights import NOT_ALLOWED
from agent.runtime.dispatcher import Handler, Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService, shown
from agent.services.governing import SettingsService
from agent.services.stores import FIRST, Stores
from agent.services.waiting_room import WaitingRoom
from agent.storage.proposals import Proposal
from messages import Message

LONGEST = 200
"""Lines of one lesson that may wait."""


class ProposalService:
    """Keeps what members teach, so that nothing enters unseen."""

    def __init__(
        self,
        room: WaitingRoom,
        settings: SettingsService,
        stores: Stores,
        answering: AnswerService,
    ) -> None:
        self._room = room
        self._settings = settings
        self._stores = stores
        self._answering = answering

    def handlers(self, read: Handler) -> Handlers:
        """What becomes of lessons of those who may not teach; `read` reads their files."""
        return {
            Correct: self._propose_correction,
            Train: self._propose_lesson,
            ReadDataset: partial(self._read_file, read),
        }

    def _propose_correction(self, context: RequestContext, request: Correct) -> Outcome:
        lines = ((request.input, request.right),)
        dataset = self._answering.dataset(context.workspace)
        return self._propose(context, dataset, lines, request.wrong)

    def _propose_lesson(self, context: RequestContext, request: Train) -> Outcome:
        stores = self._stores.of(context.workspace)
        draft = stores.drafts.load(context.user, request.draft) if request.draft else None
        read = ((line.input, shown(line.output)) for line in draft.examples) if draft else ()
        lines = (*read, *request.added)
        named = request.dataset if stores.datasets.has(request.dataset or FIRST) else ""
        dataset = named or self._answering.dataset(context.workspace)
        outcome = self._propose(context, dataset, lines, "")
        if isinstance(outcome, Done):
            stores.drafts.drop(context.user, request.draft)
        return outcome

    async def _read_file(
        self, read: Handler, context: RequestContext, request: ReadDataset
    ) -> Outcome:
        if not self._settings.of(context.workspace).approval:
            return Refused(NOT_ALLOWED)
        outcome: Outcome = await read(context, request)  # type: ignore[misc]  # it is a coroutine
        if isinstance(outcome, DatasetRead) and outcome.examples > LONGEST:
            drafts = self._stores.of(context.workspace).drafts
            await in_thread(drafts.drop, context.user, outcome.draft)
            return Refused(_too_long(outcome.examples))
        return outcome

    def _propose(self, context: RequestContext, dataset: str, lines: Lines, wrong: str) -> Outcome:
        if not (lines and self._settings.of(context.workspace).approval):
            return Refused(NOT_ALLOWED)
        if len(lines) > LONGEST:
            return Refused(_too_long(len(lines)))
        lesson = Proposal(
            workspace=context.workspace,
            dataset=dataset,
            user=context.user,
            at=context.at,
            lines=lines,
            wrong=wrong,
        )
        if not self._room.let_wait(lesson):
            return Refused(Message("approval.full"))
        return Done("approval.waits", {"count": len(lines), "input": lines[0][0]})


def _too_long(lines: int) -> Message:
    return Message("approval.too_long", {"count": lines, "most": LONGEST})
