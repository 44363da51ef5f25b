"""What can go wrong with what is kept; `str(error)` is always one sentence for the user."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager


class StorageError(Exception):
    """Something could not be kept, found or read; nothing was changed."""


class OutsideWorkspace(StorageError):
    """A path leads out of the workspace it was asked of."""


class NotThere(StorageError):
    """What was named does not exist in the workspace."""


class ArchiveDamaged(StorageError):
    """An archive is not as its manifest says, or may not be unpacked safely."""


_REASONS = {
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "the disk quota is used up; free some space and try again",
    errno.EFBIG: "the file would be larger than this machine allows",
    errno.EROFS: "the disk is read-only; remount it or choose another folder with --home",
    errno.EACCES: "I have no permission to do so; check who owns the folder",
    errno.EPERM: "I have no permission to do so; check who owns the folder",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EIO: "the disk reports a fault; check it before going on",
}


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Turn an OSError into a StorageError saying what was being done ("save the dataset x")."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or "the system refused"
        raise StorageError(f"I could not {doing}: {reason}.") from error
