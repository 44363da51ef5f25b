"""Models: trained in a process of their own, taken into use, thrown away, rolled back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.dialog.outcomes import Done, Kept, Outcome, Refused, Trained
from agent.dialog.requests import Adopt, Discard, DrawReport, ExpectTraining, Rollback, Train
from agent.learning.comparison import HeldOut
from agent.learning.dataset import Dataset, Example
from agent.learning.errors import ModelError
from agent.learning.folder import PICTURE
from agent.learning.normalise import normalise
from agent.learning.report import TrainingReport
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService, taught
from agent.services.change_log import ChangeLog, difference, summary
from agent.services.datasets import DatasetService
from agent.services.origin import Origin, origin_of
from agent.services.results import accuracies, suspects
from agent.services.served_models import Served
from agent.services.stores import FIRST, STARTERS, Stores
from agent.services.trainer import Queued, Trainer, load_held_out, load_report
from agent.storage.changes import Details
from agent.storage.errors import StorageError
from messages import Message, Progress

Watched = Callable[[float | None], None]
"""Hears how far a training is, whoever wants it; None where it ended."""


@dataclass(frozen=True, slots=True)
class TrainingData:
    """The exact data of a training, archived before it begins."""

    dataset: Dataset
    origin: Origin


class TrainingService:
    """Trains from what was taught and corrected, and keeps track of what is in use."""

    def __init__(
        self,
        stores: Stores,
        log: ChangeLog,
        answering: AnswerService,
        datasets: DatasetService,
        trainer: Trainer,
    ) -> None:
        self._stores = stores
        self._journal = log.journal
        self._answering = answering
        self._datasets = datasets
        self._trainer = trainer
        self._watched: Watched = lambda fraction: None
        self._log = log

    @property
    def handlers(self) -> Handlers:
        return {
            ExpectTraining: self._expect,
            Train: self._train,
            Adopt: self._adopt,
            DrawReport: self._draw,
            Discard: self._discard,
            Rollback: self._rollback,
        }

    def watched_by(self, watched: Watched) -> None:
        """Tell how far trainings are by this from now on."""
        self._watched = watched

    def prepare(self, workspace: str, name: str, keep: str = "last") -> TrainingData:
        """The data of a training: a dataset with its corrections, the exact version archived."""
        edit = self._journal.edits.last(workspace, name)
        dataset, last = self._datasets.training_set(workspace, name, keep)
        entry = self._stores.of(workspace).archive.pack_version(name, dataset)
        return TrainingData(
            dataset,
            Origin(
                dataset=name,
                version=dataset.version,
                archive=entry.file,
                correction=last,
                edit=edit,
            ),
        )

    async def make(
        self,
        workspace: str,
        lesson: TrainingData,
        progress: Progress,
        queued: Queued = lambda ahead: None,
    ) -> str:
        """Train in a process of its own and publish the model; returns its version.

        Only so many trainings run at a time, one of a workspace; `queued` hears how many come
        before this one, if any do.
        """
        async with self._trainer.line.turn(workspace, queued):
            return await self._make(workspace, lesson, progress)

    async def _make(self, workspace: str, lesson: TrainingData, progress: Progress) -> str:
        previous = await in_thread(self._held_out_in_use, workspace, lesson)
        registry = self._stores.of(workspace).models
        folder = await in_thread(registry.begin)

        def told(fraction: float, what: Message) -> None:
            self._watched(fraction)
            progress(fraction, what)

        try:
            await self._trainer.make(lesson.dataset, folder, previous, told)
            await in_thread(lesson.origin.write, folder)
            return await in_thread(registry.publish, folder)
        except BaseException:
            await in_thread(registry.abandon, folder)
            raise
        finally:
            self._watched(None)

    def _held_out_in_use(self, workspace: str, lesson: TrainingData) -> HeldOut | None:
        """What the model in use did with lines held out; None where there is no such model, it
        learned other data."""
        if workspace == STARTERS:
            return None
        try:
            served = self._answering.models.served(workspace)
        except ModelError:
            return None
        return load_held_out(served.folder) if served.dataset == lesson.origin.dataset else None

    def is_behind(self, workspace: str) -> bool:
        """Whether a training could learn corrections or edits that the model in use does not know,
        unlearn what was taken back, or make one that can be served where that one wants an encoder
        which is not here.

        Those that made no better model count again once something else is taught.
        """
        if self._answering.models.lacks_encoder(workspace):
            return True
        models = self._stores.of(workspace).models
        try:
            current = models.current()
            origin = origin_of(current) if current else Origin(dataset=FIRST, version="")
            corrections = self._journal.active_corrections(workspace, origin.dataset)
            new = any(correction.id > origin.correction for correction in corrections)
            new = new or self._journal.edits.last(workspace, origin.dataset) > origin.edit
            if not (new or self._unlearned(workspace, origin)):
                return False
            wanted, _ = self._datasets.training_set(workspace, origin.dataset)
            same = not new and wanted.version == origin.version
            return not (same or models.is_futile(wanted.version))
        except (StorageError, OSError, ValueError):  # what cannot be read cannot be learned
            return False

    def _unlearned(self, workspace: str, origin: Origin) -> bool:
        """Whether something that a model learned was taken back."""
        taken_back = self._journal.taken_back(workspace, origin.dataset)
        return any(first <= origin.correction for first in taken_back.values())

    def report_of(self, workspace: str, model: str) -> TrainingReport | None:
        return load_report(self._stores.of(workspace).workspace.models / model)

    def use(self, workspace: str, model: str) -> None:
        """Answer with this model from now on."""
        self._stores.of(workspace).models.use(model)
        self._answering.changed(workspace)

    def use_again(self, workspace: str, before: str, after: str) -> None:
        """Go back to the model `before` (empty: to none), as long as `after` is in use. Raises
        StorageError."""
        models = self._stores.of(workspace).models
        current = models.current()
        if current is None or current.name != after:
            raise StorageError("undo.model_changed")
        if before:
            self.use(workspace, before)
        else:
            self.use_none(workspace)

    def use_none(self, workspace: str) -> None:
        """Answer with no model: nothing is left of what was taught."""
        self._stores.of(workspace).models.use_none()
        self._answering.changed(workspace)

    def discard(self, workspace: str, model: str) -> None:
        """Throw a model away that is not in use."""
        self._stores.of(workspace).models.discard(model)

    def reject(self, workspace: str, model: str) -> None:
        """Throw a model away that was not better, and remember what it was trained from."""
        stores = self._stores.of(workspace)
        stores.models.mark_futile(origin_of(stores.workspace.models / model).version)
        self.discard(workspace, model)

    def expect(self) -> None:
        """Get ready for a training that is likely to come."""
        self._trainer.spare.expect()

    def close(self) -> None:
        """Be no longer ready for trainings."""
        self._trainer.spare.give_up()

    async def _expect(self, context: RequestContext, request: ExpectTraining) -> Outcome:
        self.expect()
        return Kept()

    async def _train(self, context: RequestContext, request: Train) -> Outcome:
        workspace = context.workspace
        lesson = await in_thread(self._gather, context, request)

        def queued(ahead: int) -> None:
            context.tell(Message("training.queued", {"ahead": ahead}))

        model = await self.make(workspace, lesson, lambda done, _: context.progress(done), queued)
        report = self.report_of(workspace, model)
        return Trained(
            model,
            lesson.origin.dataset,
            *accuracies(report),
            *self._trainer.say(workspace, report),
            report is None or report.better,
            suspects(report),
        )

    def _gather(self, context: RequestContext, request: Train) -> TrainingData:
        """Keep what was taught now, as the newest word on its sentences, and select it."""
        workspace = context.workspace
        before = self._datasets.now(workspace, request.dataset)
        if request.draft:
            self._datasets.take_over(context, request.dataset, request.draft)
        name = self._datasets.name(workspace, request.dataset)
        added = [Example(given, taught(output)) for given, output in request.added]
        keys = {normalise(example.input) for example in added}
        retired = self._journal.active(workspace, name, keys)
        self._datasets.add(workspace, name, added)
        self._journal.activate(retired, active=False)
        self._answering.corrected(workspace)
        self._datasets.select(context, name)
        self._note_taught(context, name, before, retired)
        return self.prepare(workspace, name, request.keep)

    def _note_taught(
        self, context: RequestContext, name: str, before: Dataset, retired: Sequence[int]
    ) -> None:
        after = self._datasets.load(context.workspace, name)
        if lines := difference(before, after):
            told = {"dataset": name, "lines": lines, "retired": retired, **summary(lines)}
            self._log.note(context, "taught", Details.model_validate(told))

    def _adopt(self, context: RequestContext, request: Adopt) -> Outcome:
        models = self._stores.of(context.workspace).models
        model = request.model or models.latest_discarded(context.at)
        before = self._answering.models.own(context.workspace)
        self.use(context.workspace, model)
        served = self._answering.models.served(context.workspace)
        self._note_model(context, "used", before, served)
        values = {"model": model, "dataset": served.origin.dataset}
        return Done("result.adopted", values)

    async def _draw(self, context: RequestContext, request: DrawReport) -> Outcome:
        try:
            picture = await self.draw(context.workspace, request.model)
        except (OSError, ValueError):
            return Refused(Message("result.no_picture"))
        return Done("result.picture", files=(picture,))

    async def draw(self, workspace: str, model: str) -> str:
        """Draw how a model did in its trial, in a process of its own, since what draws is slow to
        load; returns the picture's path in the workspace. Raises OSError or ValueError for a model
        that was not tried."""
        folder = self._stores.of(workspace).workspace.models / model
        await self._trainer.draw(workspace, folder)
        return f"models/{model}/{PICTURE}"

    def _discard(self, context: RequestContext, request: Discard) -> Outcome:
        self._stores.of(context.workspace).models.put_away(request.model, context.at)
        return Done("result.discarded")

    def _rollback(self, context: RequestContext, request: Rollback) -> Outcome:
        before = self._answering.models.own(context.workspace)
        model = self._stores.of(context.workspace).models.rollback()
        self._answering.changed(context.workspace)
        self._note_model(
            context, "rolled_back", before, self._answering.models.own(context.workspace)
        )
        return Done("rollback.done", {"model": model})

    def _note_model(
        self, context: RequestContext, kind: str, before: Served | None, now: Served | None
    ) -> None:
        versions = (before.folder.name if before else "", now.folder.name if now else "")
        if versions[0] != versions[1]:
            details = Details(about=versions[0], now=versions[1], model=versions)
            self._log.note(context, kind, details)
