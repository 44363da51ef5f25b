"""Zip files that carry a manifest of checksums, and that may be unpacked safely."""

import errno
import hashlib
import io
import json
import os
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.prompts.failure import Failure
from agent.storage.errors import ArchiveDamaged, OutsideWorkspace, StorageError
from agent.storage.workspace import parts_of
from messages import Message

Kind = Literal["dataset", "datasets", "models", "reports", "export"]
Source = Callable[[], io.BufferedIOBase]

MOST_MEMBERS = 10_000
MOST_BYTES = 2**30
"""How much an archive may hold unpacked."""

_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 4 * 2**20
_LONGEST_PART = 255
_TIGHTEST = 100
"""How many times larger than packed a member may be; text and models are far below."""
_SMALL = 2**20
"""Bytes that any member may have."""
_BLOCK = 2**20
_EARLIEST = (1980, 1, 1, 0, 0, 0)
BROKEN = (BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
"""What reading a zip file ends in that is damaged, encrypted, or packed in a way not known."""


class _Unusable(Failure):
    """Why an archive is not used."""


class Manifest(BaseModel):
    """What an archive holds: the SHA-256 of each file by its path in it, in hex."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    name: str
    version: str
    files: dict[str, str]


def from_bytes(content: bytes) -> Source:
    """A member of the archive that is at hand."""
    return lambda: io.BytesIO(content)


def from_file(path: Path) -> Source:
    """A member of the archive that is a file."""
    return lambda: path.open("rb")


def describe(
    kind: Kind, name: str, members: Mapping[str, Source], version: str | None = None
) -> Manifest:
    """The manifest of `members`; without a `version`, it is the SHA-256 of their checksums."""
    files = {path: _digest(members[path]) for path in sorted(members)}
    whole = hashlib.sha256(json.dumps(files).encode()).hexdigest()
    return Manifest(kind=kind, name=name, version=version or whole, files=files)


def pack(target: IO[bytes], manifest: Manifest, members: Mapping[str, Source]) -> None:
    """Write the zip file that `manifest` describes; the same content gives the same bytes.

    Raises StorageError where it could not be unpacked again.
    """
    found = _written(target, manifest, members, ())
    if tight := [member.filename for member in found if _is_tight(member)]:
        target.seek(0)
        target.truncate()
        found = _written(target, manifest, members, tight)
    try:
        _check_members(found)
    except _Unusable as error:
        raise StorageError("archive.unfit", reason=error.message) from error


def read_manifest(path: Path) -> Manifest:
    """The manifest of the zip file at `path`. Raises ArchiveDamaged."""
    with _opened(path) as (_, manifest):
        return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack all of an archive into `folder`, checked against its manifest.

    Raises ArchiveDamaged when a member is missing, changed, unlisted, too large, or would lie
    outside `folder`; what was written by then is the caller's to remove.
    """
    with _opened(path) as (archive, manifest):
        for member in manifest.files:
            target = folder.joinpath(*member.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                _extract(archive, manifest, member, file)
        return manifest


def check(path: Path) -> Manifest:
    """Read all of an archive against its manifest, which is returned. Raises ArchiveDamaged."""
    with _opened(path) as (archive, manifest), Path(os.devnull).open("wb") as nowhere:
        for member in manifest.files:
            _extract(archive, manifest, member, nowhere)
        return manifest


def _written(
    target: IO[bytes], manifest: Manifest, members: Mapping[str, Source], tight: Collection[str]
) -> list[ZipInfo]:
    """Write a zip file, in which those that are `tight` are not packed."""
    with ZipFile(target, "w") as archive:
        with _member(archive, _MANIFEST, ZIP_DEFLATED) as into:
            into.write(manifest.model_dump_json(indent=1).encode())
        for path, digest in manifest.files.items():
            how = ZIP_STORED if path in tight else ZIP_DEFLATED
            with members[path]() as source, _member(archive, path, how) as into:
                if _copy(source, into) != digest:
                    raise StorageError("archive.changed", path=path)
        return archive.infolist()


@contextmanager
def _member(archive: ZipFile, name: str, how: int) -> Iterator[IO[bytes]]:
    info = ZipInfo(name, _EARLIEST)
    info.compress_type = how
    info.external_attr = 0o644 << 16
    with archive.open(info, "w") as member:
        yield member


@contextmanager
def _opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    try:
        with ZipFile(path) as archive:
            _check_members(archive.infolist())
            manifest = _manifest(archive)
            _check_listed(archive, manifest)
            yield archive, manifest
    except (ValidationError, KeyError) as error:
        raise _damaged(path, Message("unusable.no_manifest")) from error
    except OutsideWorkspace as error:
        raise _damaged(path, Message("unusable.leads_outside")) from error
    except _Unusable as error:
        raise _damaged(path, error.message) from error
    except BROKEN as error:
        raise _damaged(path, str(error) or Message("unusable.ends_too_soon")) from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise _damaged(path, Message("unusable.before_beginning")) from error


def _manifest(archive: ZipFile) -> Manifest:
    with archive.open(_MANIFEST) as file:  # read() without a size would trust the declared one
        return Manifest.model_validate_json(file.read(_LARGEST_MANIFEST))


def _check_members(members: list[ZipInfo]) -> None:
    names = {member.filename for member in members}
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    if len(names) != len(members) or names & folders:
        raise _Unusable("unusable.same_path")
    if len(members) > MOST_MEMBERS:
        raise _Unusable("unusable.too_many", most=MOST_MEMBERS)
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise _Unusable("unusable.too_large", most=MOST_BYTES)
    for member in members:
        _check_member(member)


def _check_listed(archive: ZipFile, manifest: Manifest) -> None:
    if set(archive.namelist()) != {_MANIFEST, *manifest.files}:
        raise _Unusable("unusable.files")


def _check_member(member: ZipInfo) -> None:
    name = member.filename
    parts = parts_of(name)
    if "/".join(parts) != name or not all(map(_is_plain, parts)):
        raise _Unusable("unusable.odd_path")
    if member.flag_bits & 1 or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise _Unusable("unusable.encrypted")
    if _is_tight(member):
        raise _Unusable("unusable.too_tight", member=name)
    if name == _MANIFEST and member.file_size > _LARGEST_MANIFEST:
        raise _Unusable("unusable.large_manifest")


def _is_tight(member: ZipInfo) -> bool:
    return member.file_size > _SMALL + _TIGHTEST * member.compress_size


def _is_plain(part: str) -> bool:
    return part != "" and not part.startswith(".") and len(part.encode()) <= _LONGEST_PART


def _extract(archive: ZipFile, manifest: Manifest, member: str, target: IO[bytes]) -> None:
    with archive.open(member) as source:
        if _copy(source, target) != manifest.files[member]:
            raise _Unusable("unusable.changed_member", member=member)


def _digest(source: Source) -> str:
    with source() as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: io.BufferedIOBase | IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := source.read(_BLOCK):
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


def _damaged(path: Path, reason: Message | str) -> ArchiveDamaged:
    return ArchiveDamaged("archive.unusable", file=path.name, reason=reason)
