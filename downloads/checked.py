"""Several files with their checksums, from the first of several places that has them all."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from downloads.errors import DownloadError
from downloads.sources import Source
from messages import Message, Progress


def obtain(
    what: Message,
    files: Mapping[str, str],
    folder: Path,
    sources: Sequence[Source],
    progress: Progress,
) -> None:
    """Put `files` (name and SHA-256) into `folder`; those that are there and right stay.

    What was downloaded before a failure stays, too, so that the next try goes on from there.
    Raises DownloadError with what every source said; `what` is what the files are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    failures = []
    for source in sources:
        try:
            for name, checksum in files.items():
                _get(source, folder / name, checksum, progress)
        except DownloadError as error:
            failed = {"source": source.name, "error": error.message}
            failures.append(Message("download.source_failed", failed))
        else:
            return
    raise DownloadError("download.nowhere", what=what, sources=tuple(failures))


def install(
    what: Message,
    files: Mapping[str, str],
    target: Path,
    sources: Sequence[Source],
    progress: Progress,
) -> None:
    """As `obtain`, but `target` is there whole or not at all. Raises DownloadError and OSError."""
    downloads = target.with_name(f"{target.name}.download")
    obtain(what, files, downloads, sources, progress)
    for left in downloads.iterdir():
        if left.name not in files:
            left.unlink()
    if target.exists():
        shutil.rmtree(target)
    downloads.rename(target)
    progress(1.0, Message("doing.ready"))


def checksum_of(path: Path) -> str:
    """A file's SHA-256, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _get(source: Source, target: Path, checksum: str, progress: Progress) -> None:
    if target.exists() and checksum_of(target) == checksum:
        return
    source.get(target.name, target, progress)
    if checksum_of(target) != checksum:
        for path in target.parent.iterdir():  # whatever it came from is no better
            path.unlink()
        raise DownloadError("download.bad_checksum", file=target.name)
