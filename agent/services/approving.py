"""What members taught is taken or dropped by a trainer; each is told what became of theirs."""

from collections.abc import Iterable

from agent.dialog.moderation import ReadPending, Settle
from agent.dialog.outcomes import Done, Outcome, PendingRead, Refused, Waiting
from agent.dialog.requests import UndoCorrection
from agent.dialog.session import SessionKey
from agent.learning.normalise import normalise
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import shown
from agent.services.change_log import ChangeLog
from agent.services.correcting import CorrectionService, details_of
from agent.services.news import Tell
from agent.services.stores import FIRST, Stores
from agent.services.waiting_room import WaitingRoom
from agent.storage.changes import Change, Details, insert_change
from agent.storage.database import Transaction
from agent.storage.journal import Correction, insert_corrections
from agent.storage.proposals import Proposal
from messages import Message

LISTED = 10
"""Lessons that are listed at once."""


class ApprovalService:
    """Settles what waits: of several who take the same lesson at once, one has it."""

    def __init__(
        self,
        room: WaitingRoom,
        stores: Stores,
        correcting: CorrectionService,
        log: ChangeLog,
    ) -> None:
        self.room = room
        self._stores = stores
        self._correcting = correcting
        self._log = log
        self._tell: Tell = lambda *_: None

    @property
    def handlers(self) -> Handlers:
        return {
            ReadPending: self._read,
            Settle: self._settle,
            UndoCorrection: self._undo,
        }

    def heard_by(self, tell: Tell) -> None:
        """Tell people what became of their lessons by this from now on."""
        self._tell = tell

    def _read(self, context: RequestContext, request: ReadPending) -> Outcome:
        wanted = normalise(request.words)
        found = [p for p in self.room.waiting(context.workspace) if _holds(p, wanted)]
        if not found:
            return Done("pending.none_with" if wanted else "pending.none", {"words": request.words})
        lines = tuple(map(line, found[:LISTED]))
        left = len(found) - len(lines)
        waiting = tuple(Waiting(p.id, p.user, p.lines, p.wrong) for p in found)
        return PendingRead("pending.list", {"lines": lines, "left": left}, waiting=waiting)

    async def _settle(self, context: RequestContext, request: Settle) -> Outcome:
        found = [
            proposal
            for proposal in await in_thread(self.room.waiting, context.workspace)
            if request.number in (0, proposal.id) and request.user in ("", proposal.user)
        ]
        if not found and request.user:
            return Refused(Message("pending.none_of", {"who": request.user}))
        if not found:
            return Refused(Message("pending.gone" if request.number else "pending.none"))
        gone = [each for each in found if request.take and not self._has_dataset(each)]
        settled = await in_thread(
            self._take if request.take else self._drop,
            context,
            [each for each in found if each not in gone],
        )
        if gone and not settled:
            return Refused(Message("pending.dataset_gone", {"name": gone[0].dataset}))
        if not settled:
            return Refused(Message("pending.gone"))
        if request.take:
            self._correcting.learn_soon(context.workspace)
        self._tell_authors(context, settled, "taken" if request.take else "dropped")
        values = {"count": len(settled), "told": line(settled[0]), "gone": len(gone)}
        return Done("pending.taken" if request.take else "pending.dropped", values)

    async def _undo(self, context: RequestContext, request: UndoCorrection) -> Outcome:
        """What the asker taught last: what waits of it need not wait, else a correction."""
        waiting = await in_thread(self.room.waiting, context.workspace)
        mine = [each for each in waiting if each.user == context.user]
        withdrawn = await in_thread(self._drop, context, mine[-1:])
        if withdrawn:
            return Done("approval.withdrawn", {"input": withdrawn[0].lines[0][0]})
        return await self._correcting.undo(context)

    def _has_dataset(self, proposal: Proposal) -> bool:
        store = self._stores.of(proposal.workspace).datasets
        return proposal.dataset == FIRST or store.has(proposal.dataset)

    async def drop_all(self, context: RequestContext, user: str) -> int:
        """Drop all that waits of a person; how much that was."""
        waiting = await in_thread(self.room.waiting, context.workspace)
        theirs = [each for each in waiting if each.user == user]
        dropped = await in_thread(self._drop, context, theirs)
        self._tell_authors(context, dropped, "dropped")
        return len(dropped)

    def _drop(self, context: RequestContext, proposals: list[Proposal]) -> list[Proposal]:
        changes: list[Change] = []

        def note(transaction: Transaction, proposal: Proposal) -> None:
            changes.append(insert_change(transaction, _refusal(context, proposal)))

        settled = self.room.settle(proposals, note)
        self._log.tell_all(changes)
        return settled

    def _take(self, context: RequestContext, proposals: list[Proposal]) -> list[Proposal]:
        changes: list[Change] = []
        workspace = context.workspace
        right = {
            p.id: [self._correcting.as_known(workspace, o) for _, o in p.lines] for p in proposals
        }

        def carry_out(transaction: Transaction, proposal: Proposal) -> None:
            kept = insert_corrections(transaction, _corrections(proposal, right[proposal.id]))
            changes.append(
                insert_change(
                    transaction, _decided(context, proposal, "approved", details_of(kept))
                )
            )

        settled = self.room.settle(proposals, carry_out)
        self._correcting.in_force(workspace)
        self._log.tell_all(changes)
        return settled

    def _tell_authors(
        self, context: RequestContext, settled: Iterable[Proposal], became: str
    ) -> None:
        by_author: dict[str, list[Proposal]] = {}
        for proposal in settled:
            by_author.setdefault(proposal.user, []).append(proposal)
        for author, theirs in by_author.items():
            values = {"count": len(theirs), "input": theirs[0].lines[0][0]}
            key = SessionKey(author, context.workspace)
            self._tell(key, Message(f"approval.{became}", values))


def line(proposal: Proposal) -> Message:
    """What waits, with its number and its author, as people read it."""
    given, right = proposal.lines[0]
    values = {
        "id": proposal.id,
        "author": proposal.user,
        "input": given,
        "right": shown(right),
        "wrong": proposal.wrong,
        "more": len(proposal.lines) - 1,
    }
    return Message("pending.line.instead" if proposal.wrong else "pending.line", values)


def _holds(proposal: Proposal, wanted: str) -> bool:
    texts = (text for each in proposal.lines for text in each)
    return not wanted or any(wanted in normalise(text) for text in texts)


def _corrections(proposal: Proposal, right: list[str]) -> list[Correction]:
    return [
        Correction(
            workspace=proposal.workspace,
            dataset=proposal.dataset,
            user=proposal.user,
            at=proposal.at,
            input=given,
            key=normalise(given),
            wrong=proposal.wrong or None,
            right=output,
        )
        for (given, _), output in zip(proposal.lines, right, strict=True)
    ]


def _refusal(context: RequestContext, proposal: Proposal) -> Change:
    given, right = proposal.lines[0]
    details = Details(
        about=given,
        now=shown(right),
        count=len(proposal.lines),
        dataset=proposal.dataset,
        dropped=list(proposal.lines),
        wrong=proposal.wrong,
    )
    kind = "withdrawn" if context.user == proposal.user else "dropped"
    return _decided(context, proposal, kind, details)


def _decided(context: RequestContext, proposal: Proposal, kind: str, details: Details) -> Change:
    return Change(
        workspace=context.workspace,
        user=context.user,
        author=proposal.user,
        at=context.at,
        kind=kind,
        details=details,
    )
