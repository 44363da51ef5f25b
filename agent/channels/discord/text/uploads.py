"""Files that people send along."""

import mimetypes
from collections.abc import Sequence

import discord

from agent.channels.discord.text.errors import RefusedTurn
from agent.dialog.requests import Attachment

MEDIA = ("image/", "video/", "audio/")
MIB = 2**20


async def read(files: Sequence[discord.Attachment], max_bytes: int) -> tuple[Attachment, ...]:
    """The one file of a turn with its content. Raises RefusedTurn for what is no file of data."""
    if len(files) > 1:
        raise RefusedTurn("upload.too_many", count=len(files))
    for file in files:
        _check(file, max_bytes)
    return tuple([await _fetch(file) for file in files])


def voice_message(files: Sequence[discord.Attachment]) -> discord.Attachment | None:
    """The voice message among these, if there is one."""
    return next((file for file in files if file.is_voice_message()), None)


async def fetch_voice(file: discord.Attachment, max_bytes: int) -> bytes:
    """The sound of a voice message. Raises RefusedTurn where it cannot be had."""
    _check_size(file, max_bytes)
    return (await _fetch(file)).content


def _check(file: discord.Attachment, max_bytes: int) -> None:
    kind = file.content_type or mimetypes.guess_type(file.filename)[0] or ""
    if kind.startswith(MEDIA):
        raise RefusedTurn("upload.no_examples", file=file.filename)
    _check_size(file, max_bytes)


def _check_size(file: discord.Attachment, max_bytes: int) -> None:
    if file.size > max_bytes:
        sizes = {"megabytes": round(file.size / MIB), "most": max_bytes // MIB}
        raise RefusedTurn("upload.too_large", file=file.filename, **sizes)


async def _fetch(file: discord.Attachment) -> Attachment:
    try:
        return Attachment(file.filename, await file.read())
    except discord.HTTPException as error:
        raise RefusedTurn("upload.not_fetched", file=file.filename) from error
