"""What was taught, listed and edited: answers renamed, merged and removed, lines removed."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import ReadTaught, RemoveTaught, RenameAnswer
from agent.learning.dataset import Dataset, Example
from agent.learning.normalise import normalise, tidy
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService, shown, taught
from agent.services.change_log import ChangeLog, difference
from agent.services.datasets import DatasetService, settled
from agent.services.meant import meant, output_named
from agent.services.retraining import Retraining
from agent.services.stores import FIRST, NONE_OF_IT, Stores
from agent.storage.changes import Details
from agent.storage.edits import Edit, EditedLines
from agent.storage.errors import NotThere, StorageError
from agent.storage.journal import Correction
from agent.storage.names import shown as quoted

MOST = 50
"""Answers that are listed at once."""
FEW = 3
"""So few answers are listed with all their lines."""


class EditingService:
    """Changes what was taught; each change is in force at once, and can be undone."""

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

    @property
    def handlers(self) -> Handlers:
        return {
            ReadTaught: self._read,
            RenameAnswer: self._rename,
            RemoveTaught: self._remove,
        }

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
            self._keep(context, dataset, changes, "", name)
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

    # --- reading -----------------------------------------------------------------------------

    def _read(self, context: RequestContext, request: ReadTaught) -> Outcome:
        lines = _by_answer(self.known(context.workspace).examples)
        found = {name: own for name, own in lines.items() if _holds(name, own, request.words)}
        if not found:
            return Done("taught.none_with" if lines else "taught.none", {"words": request.words})
        ordered = sorted(found, key=lambda name: -len(found[name]))
        listed = [_listed(name, found[name], len(found) <= FEW) for name in ordered[:MOST]]
        values = {"count": len(found), "table": "\n".join(listed), "left": len(ordered[MOST:])}
        return Done("taught.list", values)

    def known(self, workspace: str) -> Dataset:
        """All that was taught, corrections and all, without what only stands beside it."""
        found = self._datasets.training_set(workspace, self._answering.dataset(workspace))[0]
        return Dataset(tuple(each for each in found.examples if each.output != NONE_OF_IT))

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
            for each in self._corrections(context.workspace)
            if answers.get(each.key) != tidy(each.right)
        ]
        changes = EditedLines(
            outputs=dict.fromkeys(gone), lines=tuple(lines), retired=tuple(outdated)
        )
        self._keep(context, wanted, changes, "replaced", count=len(before ^ after))
        self._journal.activate(outdated, active=False)
        self._answering.corrected(context.workspace)
        return len(after - before), len(before - after)

    # --- editing -----------------------------------------------------------------------------

    async def _rename(self, context: RequestContext, request: RenameAnswer) -> Outcome:
        done = await in_thread(self._renamed, context, request)
        self._retraining.schedule(context.workspace)
        return done

    def _renamed(self, context: RequestContext, request: RenameAnswer) -> Outcome:
        outputs = {example.output for example in self.known(context.workspace).examples}
        before = output_named(request.before, outputs)
        if before is None:
            raise NotThere("taught.no_answer", what=quoted(request.before))
        name = self._answering.dataset(context.workspace)
        given = tidy(taught(request.after))
        merged = output_named(request.after, outputs - {before})
        after = given if merged is None else merged
        kept = tuple(
            replace(each, output=after) if each.output == before else each
            for each in self._file(context.workspace).examples
        )
        corrections = [
            replace(each, user=context.user, at=context.at, right=after, id=0)
            for each in self._journal.active_corrections(context.workspace, name)
            if tidy(each.right) == before
        ]
        added = tuple(each.id for each in self._journal.add_corrections(corrections))
        changes = EditedLines(outputs={before: after}, added=added)
        self._keep(context, Dataset(kept), changes, "renamed", about=before, now=after)
        prompt = "taught.renamed" if merged is None else "taught.merged"
        return Done(prompt, {"before": shown(before), "after": shown(after)})

    async def _remove(self, context: RequestContext, request: RemoveTaught) -> Outcome:
        done = await in_thread(self._removed, context, request)
        self._retraining.schedule(context.workspace)
        return done

    def _removed(self, context: RequestContext, request: RemoveTaught) -> Outcome:
        known = self.known(context.workspace).examples
        output = output_named(request.what, {example.output for example in known})
        if output is not None:
            going = {normalise(each.input) for each in known if each.output == output}
            self._take_out(context, going, {output: None}, (), shown(output))
            return Done("taught.removed", {"what": shown(output), "count": len(going)})
        key = normalise(request.what)
        line = next((each for each in known if normalise(each.input) == key), None)
        if line is None:
            return self._removed(context, RemoveTaught(meant(request.what, known)))
        self._take_out(context, {key}, {}, (key,), line.input)
        return Done("taught.line_removed", {"input": line.input, "answer": shown(line.output)})

    def _take_out(
        self,
        context: RequestContext,
        keys: Collection[str],
        outputs: dict[str, str | None],
        lines: tuple[str, ...],
        about: str,
    ) -> None:
        examples = self._file(context.workspace).examples
        kept = tuple(each for each in examples if normalise(each.input) not in keys)
        going = [each for each in self._corrections(context.workspace) if each.key in keys]
        changes = EditedLines(
            outputs=outputs, lines=lines, retired=tuple(each.id for each in going)
        )
        self._keep(context, Dataset(kept), changes, "removed", about=about, count=len(keys))
        self._journal.activate(changes.retired, active=False)
        self._answering.corrected(context.workspace)

    def _keep(
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

    def _file(self, workspace: str) -> Dataset:
        """What was taught, corrections aside."""
        return self._datasets.load(workspace, self._answering.dataset(workspace))

    def _version(self, workspace: str, name: str) -> str:
        return self._datasets.load(workspace, name).version

    def _corrections(self, workspace: str) -> list[Correction]:
        """All that are active, also those that a later one of the same sentence stands before."""
        name = self._answering.dataset(workspace)
        return [
            each
            for each in self._journal.corrections(workspace=workspace)
            if each.active and each.dataset == name
        ]


def _by_answer(examples: Iterable[Example]) -> dict[str, list[str]]:
    """Inputs by answer as people see it."""
    found: dict[str, list[str]] = {}
    for example in examples:
        found.setdefault(shown(example.output), []).append(example.input)
    return found


def _holds(answer: str, inputs: Iterable[str], words: str) -> bool:
    """Whether the words are in the answer or in one of its lines."""
    wanted = normalise(words)
    return not wanted or any(wanted in normalise(text) for text in (answer, *inputs))


def _listed(answer: str, inputs: list[str], whole: bool) -> str:
    """An answer with the number of its lines, perhaps with the lines."""
    lines = [f"{len(inputs):>5}  {answer}"]
    return "\n".join([*lines, *(f"       - {text}" for text in inputs[:MOST])] if whole else lines)
