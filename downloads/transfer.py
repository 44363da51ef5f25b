"""One file from a web address, gone on with where it broke off."""

import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import IO

from downloads.errors import DownloadError
from messages import Message, Progress

BROKEN = (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError, ssl.SSLError)
CHUNK = 2**18
TIMEOUT = 30


def transfer(address: str, target: Path, progress: Progress, doing: Message) -> None:
    """Download beside `target`, then rename; a part left from before is continued.

    Raises DownloadError, and OSError where nothing can be written.
    """
    part = part_of(target)
    try:
        with _open(address, part) as response:
            _receive(response, part, progress, doing)
    except urllib.error.HTTPError as error:
        raise DownloadError("download.answer", file=target.name, code=error.code) from None
    except BROKEN as error:
        reason = str(getattr(error, "reason", error)) or type(error).__name__
        raise DownloadError("download.broken", file=target.name, reason=reason) from None
    part.replace(target)


def part_of(target: Path) -> Path:
    """Where a file is while it is not whole."""
    return target.with_name(f"{target.name}.part")


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _open(address: str, part: Path) -> "urllib.request._UrlopenRet":
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(address)
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        return urllib.request.urlopen(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code != 416:  # the part is as long as the file, or longer
            raise
        part.unlink()
        return urllib.request.urlopen(address, timeout=TIMEOUT)


def _receive(
    response: "urllib.request._UrlopenRet", part: Path, progress: Progress, doing: Message
) -> None:
    resumed = response.status == 206
    length = int(response.headers.get("Content-Length") or 0)
    with part.open("ab" if resumed else "wb") as file:
        have = file.tell()
        whole = have + length
        for chunk in _chunks(response):
            have += file.write(chunk)
            progress(min(1.0, have / whole) if length else 0.0, doing)
    if have < whole:
        megabytes = {"have": round(have / 1e6), "whole": round(whole / 1e6)}
        raise DownloadError("download.broke_off", **megabytes)
