"""Files that a line in the terminal names, where a file is meant."""

import functools
import re
import string
from pathlib import Path

from agent.dialog.attachment import DATA_FILES, EMBEDDED, MEDIA_FILES, Attachment
from agent.dialog.turns import Said
from agent.states import all_commands
from agent.storage.errors import NotThere, StorageError

_REFERENCE = re.compile(r"\{file:([^{}\n]+)\}")


def with_file(line: str, max_bytes: int) -> Said:
    """A line as a turn, with the files that it names: one by itself, or after a command that takes
    one, or as the answer of a lesson.

    Raises StorageError.
    """
    if answered := _answering(line):
        words, paths = answered
        return Said(words, tuple(_attachment(path, max_bytes) for path in paths))
    command, _, rest = line.strip().partition(" ")
    named = rest.strip() if _takes_file(command) else ""
    if path := _existing(named or line.strip()):
        return Said(command if named else "", (_attachment(path, max_bytes),))
    if named and (path := _existing(named.split()[-1])) and path.name.lower().endswith(DATA_FILES):
        return Said(line, (_attachment(path, max_bytes),))
    if _is_path(named):
        raise NotThere("file.missing", file=_bare(named))
    return Said(line)


def _answering(line: str) -> tuple[str, list[Path]] | None:
    """The words and files of `cat => {file:~/cat.png}`, or of `cat => cat.png` where that is a
    picture or the like."""
    named = {each[0]: path for each in _REFERENCE.finditer(line) if (path := _file(each[1]))}
    if named:
        for words in named:
            line = line.replace(words, EMBEDDED)
        return line, list(named.values())
    head, _, tail = line.rpartition("=>")
    path = _file(tail.strip()) if head.strip() else None
    if path is None or not path.name.lower().endswith(MEDIA_FILES):
        return None
    return f"{head}=> {EMBEDDED}", [path]


def _takes_file(command: str) -> bool:
    return command.lstrip(string.punctuation).lower() in _with_files()


@functools.cache
def _with_files() -> frozenset[str]:
    """The names of the commands that take a file."""
    return frozenset(
        each.name for each in all_commands() if any(p.kind == "file" for p in each.parameters)
    )


def _existing(words: str) -> Path | None:
    """The file of this path, unless that is as likely a word."""
    path = _file(words)
    return path if path and path.suffix else None


def _file(words: str) -> Path | None:
    try:
        path = Path(_bare(words)).expanduser()
        return path if path.is_file() else None
    except (OSError, RuntimeError):  # longer than a path can be, or of a user who is not there
        return None


def _is_path(words: str) -> bool:
    """Whether these words can only be the path of a file."""
    whole = " " not in words or words.startswith(("'", '"', "/", "~", "."))
    return whole and _bare(words).lower().endswith(DATA_FILES)


def _bare(words: str) -> str:
    return words.strip("'\"")


def _attachment(path: Path, max_bytes: int) -> Attachment:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            most, megabytes = max_bytes // 2**20, round(size / 2**20)
            raise StorageError("file.too_many_megabytes", file=path, megabytes=megabytes, most=most)
        return Attachment(path.name, path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("file.unreadable", file=path, reason=reason) from error
