"""What can go wrong with what is kept; `str(error)` is always one sentence for the user."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from agent.prompts.failure import Failure
from messages import Message


class StorageError(Failure):
    """Something could not be kept, found or read; nothing was changed."""


class OutsideWorkspace(StorageError):
    """A path leads out of the workspace it was asked of."""


class NotThere(StorageError):
    """What was named does not exist in the workspace."""


class ArchiveDamaged(StorageError):
    """An archive is not as its manifest says, or may not be unpacked safely."""


_REASONS = {
    errno.ENOSPC: "reason.disk_full",
    errno.EDQUOT: "reason.quota",
    errno.EFBIG: "reason.too_large",
    errno.EROFS: "reason.read_only",
    errno.EACCES: "reason.no_permission",
    errno.EPERM: "reason.no_permission",
    errno.ENOTDIR: "reason.not_a_folder",
    errno.EIO: "reason.disk_fault",
}


@contextmanager
def explained(doing: str, **values: object) -> Iterator[None]:
    """Turn an OSError into the StorageError `doing` (a message that names the `reason`)."""
    try:
        yield
    except OSError as error:
        raise StorageError(doing, **values, reason=_reason(error)) from error


def _reason(error: OSError) -> Message | str:
    if error.errno in _REASONS:
        return Message(_REASONS[error.errno])
    return error.strerror or Message("reason.refused")
