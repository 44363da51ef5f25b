"""Files that belong to what was taught, such as pictures to answer with: kept by name, for good."""

import hashlib
from pathlib import PurePath

from agent.storage.atomic import locked, write_file
from agent.storage.errors import StorageError, explained
from agent.storage.names import LONGEST, slug
from agent.storage.workspace import Workspace

FOLDER = "files"
LONGEST_SUFFIX = 10
_DIGITS = 8  # of the content's hash, in the name of a second file that would have the same


def path_of(name: str) -> str:
    """The workspace path of the file that is kept as `name`."""
    return f"datasets/{FOLDER}/{name}"


class Attachments:
    """The attached files of one workspace; the same content under the same name is kept once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.datasets / FOLDER

    def keep(self, name: str, content: bytes) -> str:
        """Keep a file; returns its name here: letters, digits, "_", "-" and one dot. On the disk
        on return."""
        with explained("could_not.keep_file", file=name), locked(self._folder):
            free = self._free(safe(name), content)
            if not (self._folder / free).exists():
                self._workspace.make_room(len(content))
                write_file(self._folder / free, content)
        return free

    def _free(self, name: str, content: bytes) -> str:
        """The name itself, unless another file has it."""
        there = self._folder / name
        if not there.exists() or there.read_bytes() == content:
            return name
        stem = there.stem.encode()[: LONGEST - _DIGITS - 1].decode(errors="ignore")
        digits = hashlib.sha256(content).hexdigest()[:_DIGITS]
        return safe(f"{stem}-{digits}{there.suffix}")


def is_attachment(path: str) -> bool:
    """Whether a path in the folder of datasets is that of a file as `keep` names it."""
    folder, _, name = path.partition("/")
    return folder == FOLDER and bool(name) and safe(name) == name


def safe(name: str) -> str:
    """A file's name made safe, with its ending; a safe name stays as it is."""
    path = PurePath(name)
    stem, suffix = _slug(path.stem) or "file", _slug(_slug(path.suffix)[:LONGEST_SUFFIX])
    return f"{stem}.{suffix}" if suffix else stem


def _slug(text: str) -> str:
    try:
        return slug(text)
    except StorageError:  # nothing is left of it
        return ""
