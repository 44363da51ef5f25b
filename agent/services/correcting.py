"""Corrections and feedback: kept in the journal, in force at once, learned in the background."""

import asyncio
import logging
from collections.abc import Sequence

from agent.learning.normalise import normalise
from agent.requests import (
    Correct,
    KeepFeedback,
    Outcome,
    ReadJournal,
    Told,
    UndoCorrection,
)
from agent.services.answering import Answering
from agent.services.desk import REFUSALS, Asked, Handlers
from agent.services.teaching import Teaching
from agent.storage.journal import Correction, Feedback, Journal

log = logging.getLogger(__name__)


class Correcting:
    """Answers put right by people."""

    def __init__(self, journal: Journal, answering: Answering, retraining: "Retraining") -> None:
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
        right = await asyncio.to_thread(self._keep, asked, request)
        self._retraining.schedule(asked.by.workspace)
        return Told("correcting.learned", {"input": request.input, "right": right})

    def _keep(self, asked: Asked, request: Correct) -> str:
        served = self._answering.served(asked.by.workspace)
        right = _as_known(request.right, served.predictor.outputs)
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
        told = await asyncio.to_thread(self._take_back, asked)
        self._retraining.schedule(asked.by.workspace)
        return told

    def _take_back(self, asked: Asked) -> Outcome:
        mine = self._journal.corrections(workspace=asked.by.workspace, user=asked.by.user)
        latest = next((c for c in reversed(mine) if c.active), None)
        if latest is None:
            return Told("undo.nothing")
        self._journal.undo_correction(latest.id)
        self._answering.corrected(asked.by.workspace)
        return Told("correcting.undone", {"input": latest.input, "right": latest.right})

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


class Retraining:
    """Learns corrections in the background, one training a workspace at a time.

    A new model comes into use only if its held-out accuracy did not fall; until then, and after,
    the corrections themselves are in force.
    """

    def __init__(self, teaching: Teaching, answering: Answering, delay: float) -> None:
        self._teaching = teaching
        self._answering = answering
        self._delay = delay
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def schedule(self, workspace: str) -> None:
        """Train soon; corrections that come meanwhile are learned by one more training."""
        if workspace in self._running:
            self._again.add(workspace)
            return
        task = asyncio.get_running_loop().create_task(self._learn(workspace))
        self._running[workspace] = task
        task.add_done_callback(lambda _: self._done(workspace))

    async def close(self) -> None:
        """Stop what is running; the corrections stay in force."""
        self._again.clear()
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _done(self, workspace: str) -> None:
        del self._running[workspace]
        if workspace in self._again:
            self._again.discard(workspace)
            self.schedule(workspace)

    async def _learn(self, workspace: str) -> None:
        await asyncio.sleep(self._delay)
        try:
            served = await asyncio.to_thread(self._answering.served, workspace)
            lesson = await asyncio.to_thread(self._teaching.prepare, workspace, served.dataset)
            before = await asyncio.to_thread(self._teaching.report_in_use, workspace)
            model = await self._teaching.make(workspace, lesson, lambda *_: None)
            after = self._teaching.report_of(workspace, model)
            if before and after and not after.better_than(before):
                await asyncio.to_thread(self._teaching.discard, workspace, model)
                log.info("retrained %s: not better, the old model stays", workspace)
            elif self._answering.still(workspace, served):
                await asyncio.to_thread(self._teaching.use, workspace, model)
                log.info("retrained %s: model %s in use", workspace, model)
        except REFUSALS as error:
            log.warning("retraining %s failed: %s", workspace, type(error).__name__)
