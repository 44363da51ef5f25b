"""Corrections and feedback: kept in the journal, in force at once, learned in the background."""

from collections.abc import Sequence

from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import Correct, KeepFeedback, ReadJournal
from agent.learning.normalise import normalise
from agent.prompts.render import WordsOf
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService, shown, taught
from agent.services.change_log import ChangeLog
from agent.services.retraining import Retraining
from agent.services.revising import Revisions
from agent.storage.changes import Details
from agent.storage.edits import Edit, EditedLines
from agent.storage.journal import Correction, Feedback
from messages import Message


class CorrectionService:
    """Answers put right by people."""

    def __init__(
        self,
        log: ChangeLog,
        answering: AnswerService,
        retraining: Retraining,
        words: WordsOf,
        revisions: Revisions,
    ) -> None:
        self._journal = log.journal
        self._answering = answering
        self._retraining = retraining
        self._words = words
        self._revisions = revisions
        self._log = log

    @property
    def handlers(self) -> Handlers:
        return {
            Correct: self._correct,
            KeepFeedback: self._feedback,
            ReadJournal: self._read,
        }

    async def _correct(self, context: RequestContext, request: Correct) -> Outcome:
        (kept,) = await in_thread(self._learn_one, context, request)
        others = await in_thread(self._unchanged, context.workspace, request)
        self._retraining.schedule(context.workspace)
        learned = {"input": request.input, "right": shown(kept.right)}
        unchanged = {"others": len(others), "other": next(iter(others), "")}
        return Done("correcting.learned", {**learned, **unchanged})

    def _unchanged(self, workspace: str, request: Correct) -> list[str]:
        """What was taught with the wrong answer, and keeps it."""
        wrong, given = normalise(request.wrong), normalise(request.input)
        lines = self._revisions.known(workspace).examples if wrong else ()
        return [
            line.input
            for line in lines
            if normalise(line.output) == wrong and normalise(line.input) != given
        ]

    def _learn_one(self, context: RequestContext, request: Correct) -> list[Correction]:
        kept = self._learn(context, [request.input], request.right, request.wrong)
        self._log.note(context, "corrected", details_of(kept))
        return kept

    def _learn(
        self, context: RequestContext, inputs: Sequence[str], answer: str, wrong: str = ""
    ) -> list[Correction]:
        """Answer these sentences so from now on."""
        right = self.as_known(context.workspace, answer)
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

    def in_force(self, workspace: str) -> None:
        """Corrections were made by another way: heed them from now on."""
        self._answering.corrected(workspace)

    def learn_soon(self, workspace: str) -> None:
        """Learn them for good, in the background."""
        self._retraining.schedule(workspace)

    def as_known(self, workspace: str, answer: str) -> str:
        """An answer as the model has it, where it differs in case and punctuation only."""
        own = self._answering.models.own(workspace)
        return _as_known(taught(answer), own.predictor.outputs if own else ())

    async def correct_all(self, context: RequestContext, inputs: Sequence[str], answer: str) -> str:
        """The same for several sentences, as one step that can be undone; the answer as people see
        it."""
        right = await in_thread(self._learn_together, context, inputs, answer)
        self._retraining.schedule(context.workspace)
        return shown(right)

    def _learn_together(self, context: RequestContext, inputs: Sequence[str], answer: str) -> str:
        kept = self._learn(context, inputs, answer)
        edit = self._journal.edits.add(
            Edit(
                workspace=context.workspace,
                dataset=kept[0].dataset,
                user=context.user,
                at=context.at,
                before="",
                changes=EditedLines(added=tuple(each.id for each in kept)),
            )
        )
        details = details_of(kept).model_copy(update={"edit": edit.id})
        self._log.note(context, "corrected", details)
        return kept[0].right

    async def undo(self, context: RequestContext) -> Outcome:
        """Take back the user's last correction or edit, whichever came later."""
        told = await in_thread(self._take_back, context)
        self._retraining.schedule(context.workspace)
        return told

    def _take_back(self, context: RequestContext) -> Outcome:
        mine = self._journal.corrections(workspace=context.workspace, user=context.user)
        latest = next((c for c in reversed(mine) if c.active), None)
        edit = self._revisions.latest(context) if context.may_teach else None
        if edit and (latest is None or edit.at >= latest.at):
            outcome = self._revisions.undo(context, edit)
            self._log.undone(context.workspace, context.user, edit=edit.id)
            return outcome
        if latest is None:
            return Done("undo.nothing")
        self._journal.undo_correction(latest.id)
        self._log.undone(context.workspace, context.user, correction=latest.id)
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
        render = self._words(context.workspace).render
        table = "\n".join(render(line(entry)) for entry in entries[-MOST:])
        return Done(f"journal.{request.kind}", {"table": table})


def details_of(kept: Sequence[Correction]) -> Details:
    """Corrections that were made together, as a change."""
    first = kept[0]
    return Details(
        about=first.input,
        now=first.right,
        count=len(kept),
        dataset=first.dataset,
        added=[each.id for each in kept],
    )


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
