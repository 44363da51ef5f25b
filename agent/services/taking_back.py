"""What was changed is taken back: one change by its number, or all that a person brought in."""

from contextlib import suppress
from dataclasses import replace

from agent.dialog.moderation import UndoChange, UndoPerson
from agent.dialog.outcomes import Done, Outcome, Refused
from agent.dialog.rights import NOT_MANAGED
from agent.prompts.failure import Failure
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.approving import ApprovalService
from agent.services.change_log import ChangeLog, is_known, told
from agent.services.governing import SettingsService
from agent.services.revising import Revisions
from agent.services.teaching import TrainingService
from agent.storage.changes import KEPT, Change
from agent.storage.errors import StorageError
from agent.storage.proposals import Proposal
from messages import Message


class UndoService:
    """Takes changes back for thirty days, each by itself: what came later stays as it is."""

    def __init__(
        self,
        log: ChangeLog,
        revisions: Revisions,
        teaching: TrainingService,
        settings: SettingsService,
        approving: ApprovalService,
    ) -> None:
        self._log = log
        self._revisions = revisions
        self._teaching = teaching
        self._settings = settings
        self._approving = approving

    @property
    def handlers(self) -> Handlers:
        return {UndoChange: self._undo, UndoPerson: self._undo_person}

    async def _undo(self, context: RequestContext, request: UndoChange) -> Outcome:
        change = await in_thread(self._log.changes.find, context.workspace, request.number)
        if change is None or context.at - change.at > KEPT:
            return Refused(Message("undo.no_change", {"id": request.number}))
        if not is_known(change):
            return Refused(Message("undo.unknown", {"id": request.number}))
        if change.details.setting[0] and not context.may_manage:
            return Refused(NOT_MANAGED)
        if not await self._take_back(context, change):
            return Refused(Message("undo.already", {"id": request.number}))
        return Done("undo.change", {"id": change.id, "told": told(change)})

    async def _undo_person(self, context: RequestContext, request: UndoPerson) -> Outcome:
        done, left = await self._take_all_back(context, request.user)
        waiting = await self._approving.drop_all(context, request.user)
        if not (done or left or waiting):
            return Refused(Message("undo.none_of", {"who": request.user}))
        values = {"who": request.user, "count": done, "left": left, "waiting": waiting}
        return Done("undo.person", values)

    async def _take_all_back(self, context: RequestContext, user: str) -> tuple[int, int]:
        """The latest first; how many were taken back, and how many cannot be."""
        theirs = [
            change
            for change in await in_thread(self._log.changes.latest, context.workspace)
            if change.author == user and change.undone is None and _brought_in(change)
        ]
        done = 0
        for change in filter(is_known, theirs):
            with suppress(Failure):  # counted among those that are left
                done += await self._take_back(context, change)
        return done, len(theirs) - done

    async def _take_back(self, context: RequestContext, change: Change) -> bool:
        """False where it was taken back already. Raises Failure where it cannot be any more."""
        changes, place = self._log.changes, (context.workspace, change.id)
        if not await in_thread(changes.take_back, *place, context.user):
            return False
        try:
            await self._reverse(context, change)
        except BaseException:
            await in_thread(changes.reopen, *place)
            raise
        self._log.tell(replace(change, undone=context.user))
        return True

    async def _reverse(self, context: RequestContext, change: Change) -> None:
        details = change.details
        await self._revisions.reverse(context, details)
        if details.model[1]:
            await in_thread(self._teaching.use_again, context.workspace, *details.model)
        if details.setting[0]:
            await in_thread(self._settings.change, context.workspace, *details.setting)
        if details.dropped:
            await in_thread(self._let_wait, change)

    def _let_wait(self, change: Change) -> None:
        """What was dropped waits for a trainer again. Raises StorageError where too much does."""
        lesson = Proposal(
            workspace=change.workspace,
            dataset=change.details.dataset,
            user=change.author,
            at=change.at,
            lines=tuple(change.details.dropped),
            wrong=change.details.wrong,
        )
        if not self._approving.room.let_wait(lesson):
            raise StorageError("approval.full")


def _brought_in(change: Change) -> bool:
    """Whether it is something that its author taught or changed."""
    return not (change.details.setting[0] or change.kind in ("dropped", "withdrawn"))
