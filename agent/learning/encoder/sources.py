"""Places on the web that have the files of an encoder."""

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO, Protocol

from agent.learning.errors import EncoderError

Progress = Callable[[float, str], None]

_HUB = "https://huggingface.co"
_BROKEN = (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError, ssl.SSLError)
_CHUNK = 2**18
_TIMEOUT = 30
_USUAL_BYTES = 90_868_376


class Source(Protocol):
    """A place that has the files of an encoder."""

    @property
    def name(self) -> str:
        """What to call it in a message."""

    def get(self, name: str, target: Path, progress: Progress) -> None:
        """Write one of the files to `target`. Raises EncoderError saying why it could not."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A web address that serves the files; what was broken off is resumed."""

    address: str
    name: str = "the model hub"

    @classmethod
    def of(cls, model: str) -> "Hub":
        """The model hub's own address of a model."""
        return cls(f"{_HUB}/{model}/resolve/main")

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
            whole = have + int(response.headers.get("Content-Length") or _USUAL_BYTES)
            for chunk in _chunks(response):
                have += file.write(chunk)
                progress(min(1.0, have / whole), f"downloading from {self.name}")
        if have < whole:
            raise EncoderError("the connection broke off; try again to go on from there")


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
