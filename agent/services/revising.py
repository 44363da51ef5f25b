"""Datasets put in place of what was taught, as edits that can be undone."""

from typing import Any

from agent.dialog.outcomes import Done, Outcome
from agent.learning.dataset import Dataset, Example
from agent.learning.normalise import normalise, tidy
from agent.runtime.dispatcher import RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService
from agent.services.change_log import ChangeLog, difference
from agent.services.datasets import DatasetService, settled
from agent.services.retraining import Retraining
from agent.services.stores import FIRST, Stores
from agent.storage.changes import Details
from agent.storage.edits import Edit, EditedLines
from agent.storage.errors import NotThere, StorageError
from agent.storage.journal import Correction


class Revisions:
    """Changes what was taught as a whole; each change is in force at once, and can be undone."""

    def __init__(
        self,
        stores: Stores,
        log: ChangeLog,
        datasets: DatasetService,
        answering: AnswerService,
        retraining: Retraining,
    ) -> None:
        self._stores = stores
        self._log = log
        self._journal = log.journal
        self._datasets = datasets
        self._answering = answering
        self._retraining = retraining

    # --- reading -----------------------------------------------------------------------------

    def known(self, workspace: str) -> Dataset:
        """All that was taught, corrections and all, without what only stands beside it."""
        found = self._datasets.training_set(workspace, self._answering.dataset(workspace))[0]
        return found.own

    def file(self, workspace: str) -> Dataset:
        """What was taught, corrections aside."""
        return self._datasets.load(workspace, self._answering.dataset(workspace))

    def corrections(self, workspace: str) -> list[Correction]:
        """All that are active, also those that a later one of the same sentence stands before."""
        name = self._answering.dataset(workspace)
        return [
            each
            for each in self._journal.corrections(workspace=workspace)
            if each.active and each.dataset == name
        ]

    # --- revising ----------------------------------------------------------------------------

    def keep(
        self,
        context: RequestContext,
        dataset: Dataset,
        changes: EditedLines,
        kind: str,
        name: str = "",
        **told: Any,
    ) -> None:
        """Put the dataset in place of what is there, which is archived, and keep the edit.

        A `kind` of change is noted in the log, with what is `told` of it.
        """
        name = name or self._answering.dataset(context.workspace)
        stores = self._stores.of(context.workspace)
        file = self._datasets.load(context.workspace, name)
        before, created = "", not stores.datasets.has(name)
        if file.examples != dataset.examples:
            before = "" if created else stores.archive.pack_dataset(name).file
            self._write(context.workspace, name, dataset)
        version = self._version(context.workspace, name)
        edit = self._journal.edits.add(
            Edit(
                workspace=context.workspace,
                dataset=name,
                user=context.user,
                at=context.at,
                before=before,
                changes=changes.model_copy(update={"version": version, "created": created}),
            )
        )
        self._answering.corrected(context.workspace)
        if kind:
            lines, added, retired = difference(file, dataset), changes.added, changes.retired
            self._log.note(
                context,
                kind,
                Details(
                    **told,
                    dataset=name,
                    lines=lines,
                    added=list(added),
                    retired=list(retired),
                    edit=edit.id,
                ),
            )

    def _write(self, workspace: str, name: str, dataset: Dataset) -> None:
        """Only the first dataset may be empty, and has no file then."""
        store = self._stores.of(workspace).datasets
        if dataset.examples:
            store.save(name, dataset)
        elif name == FIRST:
            store.remove(name)
        else:
            raise StorageError("taught.last", name=name)

    def replace(self, context: RequestContext, dataset: Dataset) -> tuple[int, int]:
        """Put other lines in place of all that was taught; how many came and went."""
        wanted = settled(dataset, "last")
        before, after = set(self.known(context.workspace).examples), set(wanted.examples)
        gone = {each.output for each in before} - {each.output for each in after}
        inputs = {normalise(each.input) for each in after}
        lines = {normalise(each.input) for each in before} - inputs
        answers = {normalise(each.input): each.output for each in after}
        outdated = [
            each.id
            for each in self.corrections(context.workspace)
            if answers.get(each.key) != tidy(each.right)
        ]
        changes = EditedLines(
            outputs=dict.fromkeys(gone), lines=tuple(lines), retired=tuple(outdated)
        )
        self.keep(context, wanted, changes, "replaced", count=len(before ^ after))
        self._journal.activate(outdated, active=False)
        self._answering.corrected(context.workspace)
        return len(after - before), len(before - after)

    # --- taking back -------------------------------------------------------------------------

    def latest(self, context: RequestContext) -> Edit | None:
        """The workspace's last edit in force, if it is this user's."""
        edit = self._journal.edits.latest(context.workspace)
        return edit if edit and edit.user == context.user else None

    def undo(self, context: RequestContext, edit: Edit) -> Outcome:
        """Bring back what was before an edit. Raises StorageError where more was taught since."""
        stores = self._stores.of(edit.workspace)
        changed = edit.before or edit.changes.created
        if changed and self._version(edit.workspace, edit.dataset) != edit.changes.version:
            raise StorageError("taught.changed_since")
        if edit.before:
            stores.archive.restore(edit.before)
        elif edit.changes.created and stores.datasets.has(edit.dataset):
            stores.datasets.remove(edit.dataset)
        self._journal.activate(edit.changes.added, active=False)
        self._journal.activate(edit.changes.retired, active=True)
        self._journal.edits.undo(edit, context.at)
        self._answering.corrected(edit.workspace)
        return Done("taught.undone")

    async def reverse(self, context: RequestContext, details: Details) -> None:
        """Take back what a change did to a dataset and its corrections, as an edit of its own.

        A line that was changed once more since stays. Raises NotThere where the dataset is gone.
        """
        if details.lines or details.added or details.retired:
            await in_thread(self._reversed, context, details)
            self._retraining.schedule(context.workspace)
        if details.selected[0]:
            store = self._stores.of(context.workspace).datasets
            await in_thread(store.select, details.selected[0])

    def _reversed(self, context: RequestContext, details: Details) -> None:
        name = details.dataset
        if name != FIRST and not self._stores.of(context.workspace).datasets.has(name):
            raise NotThere("dataset.gone", name=name)
        file = self._datasets.load(context.workspace, name)
        now = {each.input: each.output for each in file.examples}
        for given, before, after in details.lines:
            if now.get(given) == after:
                now.pop(given, None)
                now |= {} if before is None else {given: before}
        if details.edit:
            self._journal.edits.deactivate(details.edit)
        gone = [normalise(given) for given, before, _ in details.lines if before is None]
        corrections = self._journal.corrections(workspace=context.workspace)
        keys = (each.key for each in corrections if each.id in details.added)
        changes = EditedLines(
            lines=tuple(dict.fromkeys((*gone, *keys))),
            added=tuple(details.retired),
            retired=tuple(details.added),
        )
        dataset = Dataset(tuple(Example(given, output) for given, output in now.items()))
        if dataset.examples or name == FIRST:
            self.keep(context, dataset, changes, "", name)
        else:
            self._put_away(context.workspace, name)
        self._journal.activate(details.added, active=False)
        self._journal.activate(details.retired, active=True)
        self._answering.corrected(context.workspace)

    def _put_away(self, workspace: str, name: str) -> None:
        """A dataset of which nothing is left; its archive stays."""
        stores = self._stores.of(workspace)
        stores.archive.pack_dataset(name)
        stores.datasets.remove(name)
        selected = stores.datasets.selected()
        if selected and selected.name == name:
            stores.datasets.deselect()

    def _version(self, workspace: str, name: str) -> str:
        return self._datasets.load(workspace, name).version
