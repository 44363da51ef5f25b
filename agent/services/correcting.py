"""Corrections and feedback: kept in the journal, in force at once, learned in the background."""

from collections.abc import Sequence

from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import Correct, KeepFeedback, ReadJournal, UndoCorrection
from agent.learning.normalise import normalise
from agent.prompts.render import Renderer
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService, shown, taught
from agent.services.editing import EditingService
from agent.services.retraining import Retraining
from agent.storage.edits import Changes, Edit
from agent.storage.journal import Correction, Feedback, Journal
from messages import Message


class CorrectionService:
    """Answers put right by people."""

    def __init__(
        self,
        journal: Journal,
        answering: AnswerService,
        retraining: Retraining,
        words: Renderer,
        editing: EditingService,
    ) -> None:
        self._journal = journal
        self._answering = answering
        self._retraining = retraining
        self._words = words
        self._editing = editing

    @property
    def handlers(self) -> Handlers:
        return {
            Correct: self._correct,
            UndoCorrection: self._undo,
            KeepFeedback: self._feedback,
            ReadJournal: self._read,
        }

    async def _correct(self, context: RequestContext, request: Correct) -> Outcome:
        (kept,) = await in_thread(
            self.learn, context, [request.input], request.right, request.wrong
        )
        others = await in_thread(self._unchanged, context.workspace, request)
        self._retraining.schedule(context.workspace)
        learned = {"input": request.input, "right": shown(kept.right)}
        unchanged = {"others": len(others), "other": next(iter(others), "")}
        return Done("correcting.learned", {**learned, **unchanged})

    def _unchanged(self, workspace: str, request: Correct) -> list[str]:
        """What was taught with the wrong answer, and keeps it."""
        wrong, given = normalise(request.wrong), normalise(request.input)
        lines = self._editing.known(workspace).examples if wrong else ()
        return [
            line.input
            for line in lines
            if normalise(line.output) == wrong and normalise(line.input) != given
        ]

    def learn(
        self, context: RequestContext, inputs: Sequence[str], answer: str, wrong: str = ""
    ) -> list[Correction]:
        """Answer these sentences so from now on."""
        own = self._answering.own(context.workspace)
        known = own.predictor.outputs if own else ()
        right = _as_known(taught(answer), known)
        dataset = self._answering.dataset(context.workspace)
        kept = self._journal.add_corrections(
            Correction(
                workspace=context.workspace,
                dataset=dataset,
                user=context.user,
                at=context.at,
                input=given,
                key=normalise(given),
                wrong=wrong or None,
                right=right,
            )
            for given in inputs
        )
        self._answering.corrected(context.workspace)
        return kept

    async def correct_all(self, context: RequestContext, inputs: Sequence[str], answer: str) -> str:
        """The same for several sentences, as one step that can be undone; the answer as people see
        it."""
        right = await in_thread(self._learn_together, context, inputs, answer)
        self._retraining.schedule(context.workspace)
        return shown(right)

    def _learn_together(self, context: RequestContext, inputs: Sequence[str], answer: str) -> str:
        kept = self.learn(context, inputs, answer)
        self._journal.edits.add(
            Edit(
                workspace=context.workspace,
                dataset=kept[0].dataset,
                user=context.user,
                at=context.at,
                before="",
                changes=Changes(added=tuple(each.id for each in kept)),
            )
        )
        return kept[0].right

    async def _undo(self, context: RequestContext, request: UndoCorrection) -> Outcome:
        told = await in_thread(self._take_back, context)
        self._retraining.schedule(context.workspace)
        return told

    def _take_back(self, context: RequestContext) -> Outcome:
        """The user's last correction or edit, whichever came later."""
        mine = self._journal.corrections(workspace=context.workspace, user=context.user)
        latest = next((c for c in reversed(mine) if c.active), None)
        edit = self._editing.latest(context) if context.may_teach else None
        if edit and (latest is None or edit.at >= latest.at):
            return self._editing.undo(context, edit)
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
