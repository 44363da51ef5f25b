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
        raise DownloadError("unpacking.no_zip", file=archive.name) from error
    except ValueError as error:
        raise DownloadError("unpacking.not_one_folder", file=archive.name) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _check(members: list[ZipInfo], archive: Path) -> None:
    outside = [member.filename for member in members if not _is_inside(member)]
    if outside:
        raise DownloadError("unpacking.outside", file=archive.name, path=outside[0])
    if sum(member.file_size for member in members) > GROWTH * archive.stat().st_size:
        raise DownloadError("unpacking.too_large", file=archive.name)


def _is_inside(member: ZipInfo) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    link = stat.S_ISLNK(member.external_attr >> 16)
    return not (path.is_absolute() or ".." in path.parts or ":" in member.filename or link)
