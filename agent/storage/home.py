"""The folder everything is kept in, and the workspaces in it."""

import re
import tempfile
from pathlib import Path

from agent.storage.errors import StorageError, explained
from agent.storage.names import shown
from agent.storage.private import make_private
from agent.storage.quota import UNBOUNDED, Quota
from agent.storage.workspace import Workspace

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RESERVED = {"starters"}
DATABASE = "understudy.sqlite3"
_PARTS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database."""


class Home:
    """The folder `root` with datasets/, models/onnx/, archive/ and the database.

    A workspace may keep as much as `quota` allows.

    Makes what is missing; raises StorageError when it cannot be made or written to.
    """

    def __init__(self, root: Path, quota: Quota = UNBOUNDED) -> None:
        self._quota = quota
        with explained("could_not.use_home", folder=root):
            self.root = root.resolve()
            self._tops = [self.root / top for top in ("datasets", "models/onnx", "archive")]
            for top in self._tops:
                make_private(top)
                tempfile.TemporaryFile(dir=top).close()

    @property
    def database_path(self) -> Path:
        """Where the SQLite database lies."""
        return self.root / DATABASE

    @property
    def database_paths(self) -> list[Path]:
        """The files of the database; some may be missing."""
        return [self.root / f"{DATABASE}{end}" for end in _PARTS]

    @property
    def lock_path(self) -> Path:
        """The file that the agent at work here holds."""
        return self.root / ".lock"

    def private_paths(self) -> list[Path]:
        """The files and folders that are for their owner's eyes only; some may be missing."""
        kept = [top / name for top in self._tops for name in self.workspaces()]
        return [*kept, *self.database_paths, self.lock_path, self.root / "history", self.cache]

    @property
    def cache(self) -> Path:
        """Where what can be made again lies: speech, encoded sentences. May be missing."""
        return self.root / "cache"

    def history(self, workspace: str) -> Path:
        """The file of the lines that were typed in a workspace at a terminal. May be missing."""
        return self.root / "history" / workspace

    def workspace(self, name: str) -> Workspace:
        """The workspace `name`: lower-case letters a–z, digits, "-" and "_", at most 64."""
        if not _NAME.fullmatch(name) or name in _RESERVED:
            raise StorageError("workspace.bad_name", name=shown(name))
        datasets, models, archive = (top / name for top in self._tops)
        return Workspace(name, datasets, models, archive, self._quota)

    def workspaces(self) -> list[str]:
        """The names of the workspaces that keep anything, sorted."""
        names = {folder.name for top in self._tops for folder in top.iterdir() if folder.is_dir()}
        return sorted(name for name in names - _RESERVED if _NAME.fullmatch(name))
