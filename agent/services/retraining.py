"""Corrections learned for good, in the background."""

import asyncio
import logging
from collections.abc import Iterable

from agent.prompts.failure import Failure
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService
from agent.services.news import News, Tell
from agent.services.served_models import Served
from agent.services.teaching import TrainingData, TrainingService

log = logging.getLogger(__name__)


class Retraining:
    """Learns corrections in the background, one training a workspace at a time.

    A new model comes into use only if it is not worse on the lines that the old one had, or if
    what was taught was edited; until then, and after, corrections and edits are in force. Whoever
    corrected hears of it through what `heard_by` was given.
    """

    def __init__(
        self, teaching: TrainingService, answering: AnswerService, news: News, delay: float
    ) -> None:
        self._teaching = teaching
        self._answering = answering
        self._news = news
        self._delay = delay
        self._tell: Tell = lambda *_: None
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def heard_by(self, tell: Tell) -> None:
        """Tell people what came of their corrections by this from now on."""
        self._tell = tell

    def schedule(self, workspace: str) -> None:
        """Train soon; corrections that come meanwhile are learned by one more training."""
        if workspace in self._running:
            self._again.add(workspace)
            return
        self._teaching.expect()
        task = asyncio.get_running_loop().create_task(self._learn(workspace))
        self._running[workspace] = task
        task.add_done_callback(lambda _: self._done(workspace))

    async def catch_up(self, workspaces: Iterable[str]) -> None:
        """Learn what was corrected before the agent ended, and not learned yet."""
        for workspace in workspaces:
            if await in_thread(self._teaching.is_behind, workspace):
                self.schedule(workspace)

    async def stop(self, workspace: str) -> None:
        """Stop what is running for a workspace; the corrections stay in force."""
        self._again.discard(workspace)
        task = self._running.get(workspace)
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def close(self) -> None:
        """Stop all that is running."""
        for workspace in list(self._running):
            await self.stop(workspace)

    def _done(self, workspace: str) -> None:
        del self._running[workspace]
        if workspace in self._again:
            self._again.discard(workspace)
            self.schedule(workspace)

    async def _learn(self, workspace: str) -> None:
        await asyncio.sleep(self._delay)
        try:
            own = await in_thread(self._answering.models.own, workspace)
            dataset = await in_thread(self._answering.dataset, workspace)
            lesson = await in_thread(self._teaching.prepare, workspace, dataset)
            if not lesson.dataset.examples:
                await in_thread(self._teaching.use_none, workspace)
                return
            model = await self._teaching.make(workspace, lesson, lambda *_: None)
            await self._weigh(workspace, own, lesson, model)
        except Failure as error:
            log.warning("retraining %s failed: %s", workspace, type(error).__name__)

    async def _weigh(
        self, workspace: str, own: Served | None, lesson: TrainingData, model: str
    ) -> None:
        """Take the new model into use, or throw it away, and tell whose corrections it learned."""
        report = self._teaching.report_of(workspace, model)
        edited = own is not None and lesson.origin.edit > own.origin.edit
        if report and not report.better and not edited:
            await in_thread(self._teaching.reject, workspace, model)
            log.info("retrained %s: not better, the old model stays", workspace)
            told = await in_thread(self._news.rejected, workspace, own, lesson.origin, report)
        elif self._answering.models.still(workspace, own):
            await in_thread(self._teaching.use, workspace, model)
            log.info("retrained %s: model %s in use", workspace, model)
            told = await in_thread(self._news.learned, workspace, own, lesson.origin)
        else:
            return
        for key, message in told:
            self._tell(key, message)
