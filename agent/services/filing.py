"""Files of a workspace: listed, archived, restored, handed out; and all of a user's."""

from collections.abc import Callable
from pathlib import Path

from agent.outcomes import Listed, Outcome, Told
from agent.requests import Export, Forget, GetFile, Instructions, List, Overview, Pack, Restore
from agent.services.answering import Answering
from agent.services.desk import Asked, Handlers
from agent.services.retraining import Retraining
from agent.services.stores import Shelf, Stores
from agent.services.threads import in_thread
from agent.storage.archive import ArchiveEntry
from agent.storage.errors import NotThere, explained
from agent.storage.personal import Personal

FOLDERS = ("datasets", "models", "reports")


class Filing:
    """Hands things over and puts things away. `page` is the instructions' file."""

    def __init__(
        self,
        stores: Stores,
        answering: Answering,
        retraining: Retraining,
        personal: Personal,
        page: Path,
    ) -> None:
        self._stores = stores
        self._answering = answering
        self._retraining = retraining
        self._personal = personal
        self._page = page

    @property
    def handlers(self) -> Handlers:
        return {
            List: self._list,
            Pack: self._pack,
            Restore: self._restore,
            GetFile: self._getfile,
            Overview: self._overview,
            Instructions: self._instructions,
            Export: self._export,
            Forget: self._forget,
        }

    def _list(self, asked: Asked, request: List) -> Outcome:
        shelf = self._stores.of(asked.by.workspace)
        return Listed(request.what, tuple(_LISTS[request.what](shelf)))

    def _pack(self, asked: Asked, request: Pack) -> Outcome:
        archive = self._stores.of(asked.by.workspace).archive
        what = request.what.strip().rstrip("/").lower()
        match what:
            case "datasets" | "models" | "reports":
                entry = archive.pack_folder(what)
            case _:
                entry = self._pack_dataset(asked, request.what)
        return Told("archive.packed", {"name": entry.file}, (f"archive/{entry.file}",))

    def _pack_dataset(self, asked: Asked, name: str) -> ArchiveEntry:
        shelf = self._stores.of(asked.by.workspace)
        if not shelf.datasets.has(name):
            there = ", ".join([*shelf.datasets.names(), *FOLDERS])
            raise NotThere(f"There is nothing called “{name}” to archive; there are: {there}.")
        return shelf.archive.pack_dataset(name)

    def _restore(self, asked: Asked, request: Restore) -> Outcome:
        names = self._stores.of(asked.by.workspace).archive.restore(request.name)
        self._answering.changed(asked.by.workspace)
        return Told("archive.restored", {"names": names})

    def _getfile(self, asked: Asked, request: GetFile) -> Outcome:
        self._stores.of(asked.by.workspace).workspace.resolve(request.path)
        return Told("getfile.here", {"path": request.path}, (request.path,))

    def _overview(self, asked: Asked, request: Overview) -> Outcome:
        served = self._answering.served(asked.by.workspace)
        corrections = self._answering.corrections(asked.by.workspace, served.dataset)
        selected = self._stores.of(asked.by.workspace).datasets.selected()
        values = {
            "dataset": selected.name if selected else "the starters",
            "model": "the starter" if served.starter else served.folder.name,
            "corrections": len(corrections),
        }
        return Told("overview", values)

    def _instructions(self, asked: Asked, request: Instructions) -> Outcome:
        return Told("instruction", {"page": self._page.read_text(encoding="utf-8").strip()})

    def _export(self, asked: Asked, request: Export) -> Outcome:
        private = self._stores.of(personal_workspace(asked)).workspace
        name = f"export-{asked.by.at:%Y%m%d-%H%M%S}.zip"
        with explained("make the archive's folder"):
            private.archive.mkdir(parents=True, exist_ok=True)
        self._personal.export(asked.by.user, own(asked), private.archive / name)
        return Told("export.here", files=(f"archive/{name}",), workspace=private.name)

    async def _forget(self, asked: Asked, request: Forget) -> Outcome:
        for workspace in own(asked):
            await self._retraining.stop(workspace)
        return await in_thread(self._delete, asked)

    def _delete(self, asked: Asked) -> Outcome:
        gone = self._personal.forget(asked.by.user, own(asked))
        for workspace in (asked.by.workspace, *own(asked)):
            self._stores.drop(workspace)
            self._answering.changed(workspace)
        what = f"{gone.corrections} corrections, {gone.feedback} ratings, {gone.files} files"
        return Told("forget.done", {"what": what})


CONSOLE = "console"


def personal_workspace(asked: Asked) -> str:
    """The workspace that is the asker's alone: the console, or their direct messages."""
    return CONSOLE if asked.by.workspace == CONSOLE else f"direct-{asked.by.user}"


def own(asked: Asked) -> tuple[str, ...]:
    """The workspaces that go with the asker when they are forgotten."""
    return (personal_workspace(asked),)


def _archivable(shelf: Shelf) -> list[str]:
    files = shelf.workspace.files()
    folders = [name for name in FOLDERS[:2] if any(f.startswith(f"{name}/") for f in files)]
    return [*shelf.datasets.names(), *folders]


_LISTS: dict[str, Callable[[Shelf], list[str]]] = {
    "datasets": lambda shelf: shelf.datasets.names(),
    "archivable": _archivable,
    "files": lambda shelf: shelf.workspace.files(),
    "archives": lambda shelf: [entry.file for entry in shelf.archive.entries()],
}
