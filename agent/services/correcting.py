"""Corrections and feedback: kept in the journal, in force at once, learned in the background."""

from collections.abc import Sequence

from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import Correct, KeepFeedback, ReadJournal, UndoCorrection
from agent.learning.normalise import normalise
from agent.prompts.message import Message
from agent.prompts.render import Renderer
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService, shown, taught
from agent.services.retraining import Retraining
from agent.storage.journal import Correction, Feedback, Journal


class CorrectionService:
    """Answers put right by people."""

    def __init__(
        self,
        journal: Journal,
        answering: AnswerService,
        retraining: Retraining,
        words: Renderer,
    ) -> None:
        self._journal = journal
        self._answering = answering
        self._retraining = retraining
        self._words = words

    @property
    def handlers(self) -> Handlers:
        return {
            Correct: self._correct,
            UndoCorrection: self._undo,
            KeepFeedback: self._feedback,
            ReadJournal: self._read,
        }

    async def _correct(self, context: RequestContext, request: Correct) -> Outcome:
        right = await in_thread(self._keep, context, request)
        self._retraining.schedule(context.workspace)
        return Done("correcting.learned", {"input": request.input, "right": shown(right)})

    def _keep(self, context: RequestContext, request: Correct) -> str:
        own = self._answering.own(context.workspace)
        known = own.predictor.outputs if own else ()
        right = _as_known(taught(request.right), known)
        self._journal.add_correction(
            Correction(
                workspace=context.workspace,
                dataset=self._answering.dataset(context.workspace),
                user=context.user,
                at=context.at,
                input=request.input,
                key=normalise(request.input),
                wrong=request.wrong or None,
                right=right,
            )
        )
        self._answering.corrected(context.workspace)
        return right

    async def _undo(self, context: RequestContext, request: UndoCorrection) -> Outcome:
        told = await in_thread(self._take_back, context)
        self._retraining.schedule(context.workspace)
        return told

    def _take_back(self, context: RequestContext) -> Outcome:
        mine = self._journal.corrections(workspace=context.workspace, user=context.user)
        latest = next((c for c in reversed(mine) if c.active), None)
        if latest is None:
            return Done("undo.nothing")
        self._journal.undo_correction(latest.id)
        self._answering.corrected(context.workspace)
        return Done("correcting.undone", {"input": latest.input, "right": shown(latest.right)})

    def _feedback(self, context: RequestContext, request: KeepFeedback) -> Outcome:
        self._journal.add_feedback(
            Feedback(
                workspace=context.workspace,
                user=context.user,
                at=context.at,
                rating=request.rating,
                comment=request.comment or None,
                input=request.input or None,
                answer=request.answer or None,
            )
        )
        return Done("feedback.thanks")

    def _read(self, context: RequestContext, request: ReadJournal) -> Outcome:
        entries: Sequence[Correction | Feedback]
        if request.kind == "feedback":
            entries = self._journal.feedback(workspace=context.workspace)
        else:
            entries = self._journal.corrections(workspace=context.workspace)
        if not entries:
            return Done("journal.none")
        table = "\n".join(self._words.render(line(entry)) for entry in entries[-MOST:])
        return Done(f"journal.{request.kind}", {"table": table})


def line(entry: Correction | Feedback) -> Message:
    """An entry of the journal as a line to read."""
    at = {"at": f"{entry.at:%Y-%m-%d %H:%M}"}
    if isinstance(entry, Feedback):
        about = {"rating": entry.rating, **_comment(entry.comment)}
        if entry.input is None:
            return Message("journal.rating", {**at, **about})
        exchange = {"input": entry.input, "answer": entry.answer or ""}
        return Message("journal.rating_of", {**at, **about, **exchange})
    given = {"input": entry.input, "right": entry.right, "active": "yes" if entry.active else "no"}
    if entry.wrong is None:
        return Message("journal.correction", {**at, **given})
    return Message("journal.correction_of", {**at, **given, "wrong": entry.wrong})


def _comment(comment: str | None) -> dict[str, str]:
    return {"commented": "yes", "comment": comment} if comment else {"commented": "no"}


def _as_known(right: str, outputs: Sequence[str]) -> str:
    """The answer as the model knows it, where it differs in case and punctuation only."""
    wanted = normalise(right)
    return next((output for output in outputs if normalise(output) == wanted), right)


MOST = 50
"""Entries of the journal shown at once, the latest; an export has them all."""
