"""Corrections and feedback: kept in the journal, in force at once, learned in the background."""

from collections.abc import Sequence

from agent.learning.normalise import normalise
from agent.outcomes import Outcome, Told
from agent.requests import Correct, KeepFeedback, ReadJournal, UndoCorrection
from agent.services.answering import Answering, shown, taught
from agent.services.desk import Asked, Handlers
from agent.services.retraining import Retraining
from agent.services.threads import in_thread
from agent.storage.journal import Correction, Feedback, Journal


class Correcting:
    """Answers put right by people."""

    def __init__(self, journal: Journal, answering: Answering, retraining: Retraining) -> None:
        self._journal = journal
        self._answering = answering
        self._retraining = retraining

    @property
    def handlers(self) -> Handlers:
        return {
            Correct: self._correct,
            UndoCorrection: self._undo,
            KeepFeedback: self._feedback,
            ReadJournal: self._read,
        }

    async def _correct(self, asked: Asked, request: Correct) -> Outcome:
        right = await in_thread(self._keep, asked, request)
        self._retraining.schedule(asked.by.workspace)
        return Told("correcting.learned", {"input": request.input, "right": shown(right)})

    def _keep(self, asked: Asked, request: Correct) -> str:
        served = self._answering.served(asked.by.workspace)
        right = _as_known(taught(request.right), served.predictor.outputs)
        self._journal.add_correction(
            Correction(
                workspace=asked.by.workspace,
                dataset=served.dataset,
                user=asked.by.user,
                at=asked.by.at,
                input=request.input,
                key=normalise(request.input),
                wrong=request.wrong or None,
                right=right,
            )
        )
        self._answering.corrected(asked.by.workspace)
        return right

    async def _undo(self, asked: Asked, request: UndoCorrection) -> Outcome:
        told = await in_thread(self._take_back, asked)
        self._retraining.schedule(asked.by.workspace)
        return told

    def _take_back(self, asked: Asked) -> Outcome:
        mine = self._journal.corrections(workspace=asked.by.workspace, user=asked.by.user)
        latest = next((c for c in reversed(mine) if c.active), None)
        if latest is None:
            return Told("undo.nothing")
        self._journal.undo_correction(latest.id)
        self._answering.corrected(asked.by.workspace)
        return Told("correcting.undone", {"input": latest.input, "right": shown(latest.right)})

    def _feedback(self, asked: Asked, request: KeepFeedback) -> Outcome:
        self._journal.add_feedback(
            Feedback(
                workspace=asked.by.workspace,
                user=asked.by.user,
                at=asked.by.at,
                rating=request.rating,
                comment=request.comment or None,
                input=request.input or None,
                answer=request.answer or None,
            )
        )
        return Told("feedback.thanks")

    def _read(self, asked: Asked, request: ReadJournal) -> Outcome:
        entries: Sequence[Correction | Feedback]
        if request.kind == "feedback":
            entries = self._journal.feedback(workspace=asked.by.workspace)
        else:
            entries = self._journal.corrections(workspace=asked.by.workspace)
        if not entries:
            return Told("journal.none")
        table = "\n".join(entry.text() for entry in entries[-MOST:])
        return Told(f"journal.{request.kind}", {"table": table})


def _as_known(right: str, outputs: Sequence[str]) -> str:
    """The answer as the model knows it, where it differs in case and punctuation only."""
    wanted = normalise(right)
    return next((output for output in outputs if normalise(output) == wanted), right)


MOST = 50
"""Entries of the journal shown at once, the latest; an export has them all."""
