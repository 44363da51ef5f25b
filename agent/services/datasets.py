"""DatasetService: read from files, selected, and put together for a training."""

from pathlib import PurePath

from agent.dialog.attachment import Attachment
from agent.dialog.outcomes import DatasetRead, Kept, Selected
from agent.dialog.requests import DropDraft, ReadDataset, SelectDataset
from agent.learning.dataset import (
    Dataset,
    DatasetLimits,
    Example,
    Review,
    deduplicate,
    parse,
    review,
)
from agent.learning.normalise import normalise
from agent.prompts.render import Renderer, WordsOf
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.processes import Work
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService
from agent.services.change_log import ChangeLog
from agent.services.small_lessons import beside_others
from agent.services.stores import FIRST, Stores
from agent.storage.changes import Details
from agent.storage.datasets import DatasetVersion
from agent.storage.errors import NotThere
from agent.storage.names import shown as quoted
from agent.storage.names import slug
from messages import Message

SMALL = 256 * 1024
"""Bytes up to which a file is read in a thread; a larger one is read in a process of its own."""
SHOWN = 5
"""Conflicts shown before a training."""


async def read(file: Attachment, limits: DatasetLimits) -> Dataset:
    """The examples in a file. Raises DatasetError."""
    if len(file.content) <= SMALL:
        return await in_thread(parse, file.content, file.name, limits)
    work = Work.start(parse, file.content, file.name, limits)
    try:
        return await work.result()
    finally:
        await work.cancel()


def with_lines(dataset: Dataset, lines: list[Example]) -> Dataset:
    """The dataset with some lines added; the newest answer to a sentence wins."""
    newer = {normalise(line.input): line for line in lines}
    kept = (e for e in dataset.examples if normalise(e.input) not in newer)
    return Dataset((*kept, *newer.values()))


class DatasetService:
    """What models are trained from."""

    def __init__(
        self,
        stores: Stores,
        log: ChangeLog,
        answering: AnswerService,
        limits: DatasetLimits,
        words: WordsOf,
    ) -> None:
        self._stores = stores
        self._journal = log.journal
        self._answering = answering
        self._limits = limits
        self._words = words
        self._log = log

    @property
    def handlers(self) -> Handlers:
        return {ReadDataset: self._read, DropDraft: self._drop, SelectDataset: self._select}

    def name(self, workspace: str, given: str) -> str:
        """The dataset meant by `given`; if empty the selected one, else the first one."""
        stores = self._stores.of(workspace)
        selected = stores.datasets.selected()
        if given and not stores.datasets.has(given):
            raise NotThere("dataset.gone", name=quoted(given))
        return slug(given) if given else selected.name if selected else FIRST

    def load(self, workspace: str, name: str) -> Dataset:
        """A dataset; the first one begins empty."""
        store = self._stores.of(workspace).datasets
        if name == FIRST and not store.has(name):
            return Dataset(())
        return store.load(name)

    def now(self, workspace: str, given: str) -> Dataset:
        """What is in the dataset meant by `given`; nothing where it is yet to be made."""
        stores = self._stores.of(workspace)
        there = not given or stores.datasets.has(given)
        return self.load(workspace, self.name(workspace, given)) if there else Dataset(())

    def add(self, workspace: str, name: str, lines: list[Example]) -> None:
        """Add lines to a dataset, and keep it."""
        store = self._stores.of(workspace).datasets
        if lines or not store.has(name):
            store.save(name, with_lines(self.load(workspace, name), lines))

    def training_set(self, workspace: str, name: str, keep: str = "last") -> tuple[Dataset, int]:
        """What a model of this dataset is trained from, corrections and all; and the last one."""
        taught = settled(self.load(workspace, name), keep)
        corrections = self._journal.active_corrections(workspace, name)
        lines = [Example(c.input, c.right) for c in corrections]
        every = beside_others(with_lines(taught, lines), self._stores.starters)
        return every, max((c.id for c in corrections), default=0)

    async def _read(self, context: RequestContext, request: ReadDataset) -> DatasetRead:
        dataset = await read(request.attachment, self._limits)
        return await in_thread(self._draft, context, request, dataset)

    def _draft(
        self, context: RequestContext, request: ReadDataset, dataset: Dataset
    ) -> DatasetRead:
        """Keep what was read for the asker alone: it becomes a dataset when it is trained from."""
        name = slug(PurePath(request.attachment.name).stem)
        draft = self._stores.of(context.workspace).drafts.keep(context.user, dataset)
        found, words = review(dataset), self._words(context.workspace)
        return DatasetRead(
            name,
            found.examples,
            found.outputs,
            len(found.duplicates),
            len(found.conflicts),
            "\n".join(map(words.render, _conflicts(found))),
            _warning(found, words),
            draft,
        )

    def _drop(self, context: RequestContext, request: DropDraft) -> Kept:
        self._stores.of(context.workspace).drafts.drop(context.user, request.draft)
        return Kept()

    def take_over(self, context: RequestContext, name: str, draft: str) -> None:
        """A file that was read becomes the dataset `name`; harmless when that is done.

        Raises NotThere where the file is no longer kept.
        """
        stores = self._stores.of(context.workspace)
        dataset = stores.drafts.load(context.user, draft)
        if dataset is None:
            if not any(entry.version == draft for entry in stores.archive.entries()):
                raise NotThere("dataset.draft_gone", name=name)
            return
        if stores.datasets.has(name):
            stores.archive.pack_dataset(name)
        stores.archive.pack_version(name, dataset)
        stores.datasets.save(name, dataset)
        stores.drafts.drop(context.user, draft)

    def _select(self, context: RequestContext, request: SelectDataset) -> Selected:
        stores = self._stores.of(context.workspace)
        if not stores.datasets.has(request.name):
            names = stores.datasets.names()
            raise NotThere("dataset.unknown", name=quoted(request.name), there=names)
        chosen = self.select(context, request.name)
        examples = len(stores.datasets.load(chosen.name).examples)
        own = self._answering.models.own(context.workspace)
        wanted, _ = self.training_set(context.workspace, chosen.name)
        in_use = own is not None and own.origin.version == wanted.version
        return Selected(chosen.name, examples, own.folder.name if own and in_use else "")

    def select(self, context: RequestContext, name: str) -> DatasetVersion:
        """Train from this dataset from now on."""
        store = self._stores.of(context.workspace).datasets
        before, chosen = store.selected(), store.select(name)
        if before and before.name != chosen.name:
            details = Details(
                about=before.name, now=chosen.name, selected=(before.name, chosen.name)
            )
            self._log.note(context, "selected", details)
        return chosen


def settled(dataset: Dataset, keep: str) -> Dataset:
    """Without duplicates; of conflicting lines the `first` or the `last` counts."""
    return deduplicate(dataset, "first" if keep == "first" else "last")


def _warning(found: Review, words: Renderer) -> str:
    """What else to know before training, in a sentence and a space; may be empty."""
    single = sum(each.examples == 1 for each in found.underrepresented)
    return f"{words.text('reviewing.single', count=single)} " if single else ""


def _conflicts(found: Review) -> list[Message]:
    lines = [
        Message("conflict.line", {"input": c.input, "outputs": c.outputs, "lines": c.lines})
        for c in found.conflicts[:SHOWN]
    ]
    left = len(found.conflicts) - SHOWN
    return [*lines, *([Message("conflict.more", {"count": left})] if left > 0 else [])]
