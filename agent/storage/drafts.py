"""Files that people sent and have not said yes to yet: each is its sender's alone."""

from contextlib import suppress
from pathlib import Path

from agent.learning.dataset import Dataset
from agent.storage.atomic import write_file
from agent.storage.errors import explained
from agent.storage.kept import kept
from agent.storage.names import slug
from agent.storage.workspace import Workspace

MOST = 3
"""Files of one person; the oldest goes for a newer one."""


class Drafts:
    """The files of one workspace that wait for a yes; no listing shows them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.datasets / ".drafts"

    def keep(self, user: str, dataset: Dataset) -> str:
        """Keep a file for `user`; returns what `load` knows it by. On the disk on return."""
        with explained("could_not.keep_draft"):
            path, content = self._of(user) / f"{dataset.version}.json", dataset.to_json()
            self._workspace.make_room_for(path, content)
            write_file(path, content)
            others = [file for file in self._files(user) if file != path]
            for file in others[: 1 - MOST]:
                file.unlink(missing_ok=True)
        return dataset.version

    def load(self, user: str, draft: str) -> Dataset | None:
        """The file of `user`; None where it is not kept."""
        with explained("could_not.read_draft"):
            found = next((file for file in self._files(user) if file.stem == draft), None)
            return kept(found.read_bytes(), found.name) if found else None

    def drop(self, user: str, draft: str) -> None:
        """Keep this file no more; harmless when that is done."""
        with explained("could_not.drop_draft"):
            for file in self._files(user):
                if file.stem == draft:
                    file.unlink(missing_ok=True)

    def of(self, user: str) -> list[Path]:
        """The files of `user`, the oldest first."""
        with explained("could_not.read_draft"):
            return self._files(user)

    def forget(self, user: str) -> None:
        """Keep no file of `user`, none that is half-made, and not their folder."""
        with explained("could_not.drop_draft"):
            for file in self._of(user).glob("*"):
                file.unlink(missing_ok=True)
            with suppress(OSError):  # there was none, or another file is being kept
                self._of(user).rmdir()

    def _files(self, user: str) -> list[Path]:
        """The oldest first."""
        ages = {}
        for file in self._of(user).glob("*.json"):
            with suppress(FileNotFoundError):  # removed meanwhile
                ages[file] = file.stat().st_mtime_ns
        return sorted(ages, key=ages.__getitem__)

    def _of(self, user: str) -> Path:
        return self._folder / slug(user)
