"""Get a sentence encoder's weights and write them as an encoder folder."""

import errno
import os
import shutil
from pathlib import Path

from safetensors import SafetensorError

from agent.learning.encoder.choices import Choice
from agent.learning.errors import EncoderError
from downloads.checked import obtain
from downloads.errors import DownloadError
from messages import Message, Progress


def fetch(choice: Choice, target: Path, progress: Progress) -> None:
    """Make `target` an encoder folder, from the first source that has the files.

    What was downloaded stays in `target`'s neighbour until all is done, so that a download that
    broke off goes on where it was. Raises EncoderError saying what went wrong and what to do; an
    encoder that was there before is then still there.
    """
    downloads = target.with_name(f"{target.name}.download")
    try:
        _download(choice, downloads, progress)
        progress(0.9, Message("doing.writing_encoder"))
        _install(choice, downloads, target)
        shutil.rmtree(downloads)
    except OSError as error:
        raise _explained(error, choice, target) from None
    progress(1.0, Message("doing.ready"))


def convert(choice: Choice, downloads: Path, folder: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` into `folder`."""
    try:
        choice.convert(downloads, folder)
    except (SafetensorError, KeyError, ValueError) as error:
        files = tuple(choice.checksums)
        raise EncoderError("encoder.bad_weights", files=files, reason=str(error)) from None


def _download(choice: Choice, downloads: Path, progress: Progress) -> None:
    def nearly(part: float, doing: Message) -> None:
        progress(0.9 * part, doing)

    try:
        what = Message("download.encoder")
        obtain(what, choice.checksums, downloads, choice.sources, nearly)
    except DownloadError as error:
        raise EncoderError("encoder.not_fetched", reason=error.message) from None


def _install(choice: Choice, downloads: Path, target: Path) -> None:
    new, old = (target.with_name(f"{target.name}.{what}") for what in ("new", "old"))
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    new.mkdir()
    convert(choice, downloads, new)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _explained(error: OSError, choice: Choice, target: Path) -> EncoderError:
    if error.errno == errno.ENOSPC:
        return EncoderError("encoder.disk_full", folder=target, megabytes=choice.megabytes)
    reason = os.strerror(error.errno or 0)
    return EncoderError("encoder.not_written", folder=target, reason=reason)
