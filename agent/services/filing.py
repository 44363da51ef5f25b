"""Files of a workspace: listed, archived, restored, handed out; and all of a user's."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import PurePath

from agent.dialog.outcomes import Done, Listed, Outcome
from agent.dialog.requests import (
    Export,
    Forget,
    GetFile,
    List,
    Overview,
    Pack,
    Restore,
)
from agent.learning.dataset import Dataset
from agent.learning.errors import DatasetError
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService
from agent.services.change_log import ChangeLog, difference, summary
from agent.services.named import named_in
from agent.services.retraining import Retraining
from agent.services.stores import Stores, WorkspaceStores
from agent.storage.archive import ArchiveEntry
from agent.storage.changes import Details
from agent.storage.datasets import DatasetStore
from agent.storage.errors import NotThere
from agent.storage.names import shown
from agent.storage.personal import Personal
from messages import Message

EMPTY = Dataset(())
FOLDERS = ("datasets", "models", "reports")


class FileService:
    """Hands things over and puts things away."""

    def __init__(
        self,
        stores: Stores,
        answering: AnswerService,
        retraining: Retraining,
        personal: Personal,
        log: ChangeLog,
    ) -> None:
        self._stores = stores
        self._log = log
        self._answering = answering
        self._retraining = retraining
        self._personal = personal

    @property
    def handlers(self) -> Handlers:
        return {
            List: self._list,
            Pack: self._pack,
            Restore: self._restore,
            GetFile: self._getfile,
            Overview: self._overview,
            Export: self._export,
            Forget: self._forget,
        }

    def _list(self, context: RequestContext, request: List) -> Outcome:
        stores = self._stores.of(context.workspace)
        names = tuple(_LISTS[request.what](stores))
        return Listed(request.what, names, named_in(request.words, names))

    def _pack(self, context: RequestContext, request: Pack) -> Outcome:
        archive = self._stores.of(context.workspace).archive
        what = request.what.strip().rstrip("/").lower()
        match what:
            case "datasets" | "models" | "reports":
                entry = archive.pack_folder(what)
            case _:
                entry = self._pack_dataset(context, request.what)
        return Done("archive.packed", {"name": entry.file}, (f"archive/{entry.file}",))

    def _pack_dataset(self, context: RequestContext, name: str) -> ArchiveEntry:
        stores = self._stores.of(context.workspace)
        if not stores.datasets.has(name):
            there = [*stores.datasets.names(), *FOLDERS]
            raise NotThere("archive.nothing_called", name=shown(name), there=there)
        return stores.archive.pack_dataset(name, files=True)

    def _restore(self, context: RequestContext, request: Restore) -> Outcome:
        stores = self._stores.of(context.workspace)
        before = dict(_readable(stores.datasets))
        names = stores.archive.restore(request.name)
        self._answering.changed(context.workspace)
        for name in (path.stem for path in map(PurePath, names) if _is_dataset(path)):
            lines = difference(before.get(name, EMPTY), stores.datasets.load(name))
            told = {**summary(lines), "about": request.name, "now": name}
            details = {**told, "dataset": name, "lines": lines}
            self._log.note(context, "restored", Details.model_validate(details))
        return Done("archive.restored", {"names": names})

    def _getfile(self, context: RequestContext, request: GetFile) -> Outcome:
        self._stores.of(context.workspace).workspace.resolve(request.path)
        return Done("getfile.here", {"path": request.path}, (request.path,))

    def _overview(self, context: RequestContext, request: Overview) -> Outcome:
        own = self._answering.models.own(context.workspace)
        dataset = self._answering.dataset(context.workspace)
        corrections = self._answering.corrections(context.workspace, dataset)
        selected = self._stores.of(context.workspace).datasets.selected()
        values = {
            "dataset": selected.name if selected else Message("overview.none"),
            "model": own.folder.name if own else Message("overview.none"),
            "corrections": len(corrections),
        }
        return Done("overview", values)

    def _export(self, context: RequestContext, request: Export) -> Outcome:
        private = self._stores.of(personal_workspace(context)).workspace
        name = f"export-{context.at:%Y%m%d-%H%M%S}.zip"
        governed = (context.workspace,) if context.may_manage else ()
        self._personal.export(context.user, own(context), private.archive / name, governed)
        return Done("export.here", files=(f"archive/{name}",), workspace=private.name)

    async def _forget(self, context: RequestContext, request: Forget) -> Outcome:
        for workspace in own(context):
            await self._retraining.stop(workspace)
        return await in_thread(self._delete, context)

    def _delete(self, context: RequestContext) -> Outcome:
        device = context.user.startswith(SATELLITE)  # whose words may be anybody's
        gone = self._personal.forget(context.user, own(context), lessons=not device)
        for workspace in (context.workspace, *own(context)):
            self._stores.drop(workspace)
            self._answering.changed(workspace)
        return Done("forget.done", asdict(gone))


CONSOLE = "console"
SATELLITE = "satellite-"
"""What the names of users begin with that are devices of the house."""


def personal_workspace(context: RequestContext) -> str:
    """The workspace that is the asker's alone: the console, or their direct messages."""
    return CONSOLE if context.workspace == CONSOLE else f"direct-{context.user}"


def own(context: RequestContext) -> tuple[str, ...]:
    """The workspaces that go with the asker when they are forgotten.

    In the console's speak the console's user, and satellites, whose words may be anybody's.
    """
    if context.workspace == CONSOLE and context.user.startswith(SATELLITE):
        return ()
    return (personal_workspace(context),)


def _archivable(stores: WorkspaceStores) -> list[str]:
    files = stores.workspace.files()
    folders = [name for name in FOLDERS if any(f.startswith(f"{name}/") for f in files)]
    return [*stores.datasets.names(), *folders]


_LISTS: dict[str, Callable[[WorkspaceStores], list[str]]] = {
    "datasets": lambda stores: stores.datasets.names(),
    "archivable": _archivable,
    "files": lambda stores: stores.workspace.files(),
    "archives": lambda stores: [entry.file for entry in stores.archive.entries()],
}


def _readable(datasets: DatasetStore) -> Iterator[tuple[str, Dataset]]:
    """All datasets by name but the damaged ones, of which an archive may bring back the whole."""
    for name in datasets.names():
        with suppress(DatasetError):
            yield name, datasets.load(name)


def _is_dataset(path: PurePath) -> bool:
    """Whether a workspace path is a dataset's, and not that of a file attached to one."""
    return path.parent == PurePath("datasets")
