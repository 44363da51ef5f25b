"""Zip files of strangers: opened only within bounds, read in memory, never unpacked."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from agent.learning.errors import DatasetError

MAGIC = b"PK\x03\x04"
MOST_MEMBERS = 10_000
MOST_BYTES = 128 * 2**20
"""How much a file may hold unpacked."""

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


@contextmanager
def opened(content: bytes) -> Iterator[ZipFile]:
    """The zip file, looked over. Raises DatasetError, for what is met while reading it, too."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
            yield archive
    except DatasetError:
        raise
    except _BROKEN as error:
        raise DatasetError("problem.broken_zip") from error


def member(archive: ZipFile, name: str) -> bytes:
    """What a member holds, as far as it says that it goes."""
    with archive.open(name) as file:
        return file.read(archive.getinfo(name).file_size)


def _check(archive: ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
        raise DatasetError("problem.large_zip", members=MOST_MEMBERS, most=MOST_BYTES // 2**20)
    if any(each.flag_bits & 1 for each in members):
        raise DatasetError("problem.encrypted")
    if any(each.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for each in members):
        raise DatasetError("problem.broken_zip")
