"""Unpacking an archive from elsewhere: nothing outside its folder, nothing half."""

import shutil
import stat
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from downloads.errors import DownloadError

GROWTH = 20
"""How many times its own size an archive may unpack to; models stay below three."""


def unpack(archive: Path, target: Path) -> None:
    """Unpack a zip whose files are all in one folder, and put that folder at `target`.

    Raises DownloadError, and leaves nothing, for what is no zip, reaches outside or is a bomb.
    """
    beside = target.with_name(f".{target.name}.unpacking")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with ZipFile(archive) as zipped:
            _check(zipped.infolist(), archive)
            zipped.extractall(beside)
        (top,) = filter(Path.is_dir, beside.iterdir())
        top.replace(target)
    except BadZipFile as error:
        raise DownloadError(f"{archive.name} is not a zip archive, or a damaged one.") from error
    except ValueError as error:
        raise DownloadError(f"{archive.name} does not hold one folder.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _check(members: list[ZipInfo], archive: Path) -> None:
    outside = [member.filename for member in members if not _is_inside(member)]
    if outside:
        raise DownloadError(
            f"{archive.name} was not unpacked: it holds a path outside its folder, {outside[0]!r}."
        )
    if sum(member.file_size for member in members) > GROWTH * archive.stat().st_size:
        raise DownloadError(f"{archive.name} was not unpacked: it would fill the disk.")


def _is_inside(member: ZipInfo) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    link = stat.S_ISLNK(member.external_attr >> 16)
    return not (path.is_absolute() or ".." in path.parts or ":" in member.filename or link)
