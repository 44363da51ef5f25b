"""A whole home as one file, taken while the agent is at work, and brought back elsewhere."""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from pydantic import BaseModel

from agent.storage.atomic import UNFINISHED, replacing, sync
from agent.storage.errors import StorageError, explained
from agent.storage.home import DATABASE, Home
from agent.storage.scratch import PREFIX, Scratch
from agent.storage.walking import everything_in
from agent.storage.zips import BROKEN

TOPS = ("datasets", "models/onnx", "archive")
_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 64 * 2**20
_BLOCK = 2**20
_UNUSABLE = (*BROKEN, KeyError)
_MEMBER = re.compile(r"(datasets|models/onnx|archive)/[a-z0-9][^/\\]*/[^\\]+|history/[^/\\]+")


class _Manifest(BaseModel):
    kind: Literal["home"]
    files: dict[str, str]
    """The SHA-256 of each file by its name, in hex."""


def back_up(home: Home, target: Path) -> int:
    """Write all that is kept in `home` to the zip file `target`; returns how many files.

    The database comes first, as it is at one moment: whatever the files have more than it is newer.
    """
    digests: dict[str, str] = {}
    with (
        explained("could_not.back_up", file=target),
        Scratch(home.root) as scratch,
        replacing(target.resolve()) as file,
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        snapshot = scratch.path / home.database_path.name
        if home.database_path.exists():
            _copy_database(home.database_path, snapshot)
            digests[snapshot.name] = _add(archive, snapshot, snapshot.name)
        for name, path in _files(home):
            with suppress(FileNotFoundError):  # removed meanwhile
                digests[name] = _add(archive, path, name)
        with archive.open(_MANIFEST, "w") as manifest:
            manifest.write(_Manifest(kind="home", files=digests).model_dump_json().encode())
    return len(digests)


def bring_back(source: Path, root: Path) -> int:
    """Make the home `root`, which must keep nothing yet, of a backup; returns how many files.

    Raises StorageError, and changes nothing, where the backup is not whole.
    """
    home = Home(root)
    if home.workspaces() or any(path.exists() for path in home.database_paths):
        raise StorageError("backup.not_empty", folder=root)
    with explained("could_not.bring_back", file=source), Scratch(home.root) as scratch:
        try:
            with ZipFile(source) as archive:
                files = _unpacked(archive, scratch.path)
        except _UNUSABLE as error:
            raise StorageError("backup.unusable", file=source) from error
        _settle(scratch.path, home)
    return files


def _copy_database(path: Path, target: Path) -> None:
    """The database as it is at one moment, whoever writes to it meanwhile."""
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise StorageError("could_not.read_database", reason=str(error)) from error


def _files(home: Home) -> Iterator[tuple[str, Path]]:
    """What is kept besides, by its name in the backup: pointers, and what is finished."""
    folders = [home.root / top / workspace for top in TOPS for workspace in home.workspaces()]
    for folder in (*folders, home.root / "history"):
        for path in sorted(everything_in(folder)):
            name = path.relative_to(home.root)
            plain = path.is_file() and not path.is_symlink() and _is_safe(name.as_posix())
            if plain and not _is_half_made(name):
                yield name.as_posix(), path


def _is_half_made(name: Path) -> bool:
    """Whether it is being written or unpacked: its name, or that of a folder that it is in."""
    return any(part.startswith(PREFIX) or fnmatch(part, UNFINISHED) for part in name.parts)


def _add(archive: ZipFile, path: Path, name: str) -> str:
    """Put a file in; returns its SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as into:
        while block := source.read(_BLOCK):
            digest.update(block)
            into.write(block)
    return digest.hexdigest()


def _unpacked(archive: ZipFile, folder: Path) -> int:
    """All of a backup, each file as the manifest says. Raises ValueError where one is not."""
    with archive.open(_MANIFEST) as listed:
        files = _Manifest.model_validate_json(listed.read(_LARGEST_MANIFEST)).files
    if {*archive.namelist()} != {_MANIFEST, *files}:
        raise ValueError("the files are not those of the manifest")
    for name, digest in files.items():
        if name != DATABASE and not _is_safe(name):
            raise ValueError("a file that no home has")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("xb") as file:
            shutil.copyfileobj(source, file, _BLOCK)
        with target.open("rb") as written:
            if hashlib.file_digest(written, "sha256").hexdigest() != digest:
                raise ValueError("a file is not what the manifest says")
        sync(target)
    return len(files)


def _is_safe(name: str) -> bool:
    """Whether a home may have a file of this name besides the database."""
    leads_elsewhere = not {"..", ".", ""}.isdisjoint(name.split("/"))
    return bool(_MEMBER.fullmatch(name)) and name.isprintable() and not leads_elsewhere


def _settle(unpacked: Path, home: Home) -> None:
    """Put everything where it belongs, the database last: until then it is no home."""
    for top in (*TOPS, "history"):
        for path in (unpacked / top).glob("*"):
            target = home.root / top / path.name
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
            sync(target.parent)
    if (database := unpacked / home.database_path.name).exists():
        database.rename(home.database_path)
    sync(home.root)
