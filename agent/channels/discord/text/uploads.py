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
        raise RefusedTurn(
            f"I read one file at a time, and these are {len(files)}; send them one by one."
        )
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
        raise RefusedTurn(
            f"{file.filename} is no file of examples; I read JSON, JSON Lines and CSV."
        )
    _check_size(file, max_bytes)


def _check_size(file: discord.Attachment, max_bytes: int) -> None:
    if file.size > max_bytes:
        raise RefusedTurn(
            f"{file.filename} has {file.size / MIB:.0f} MB, and I read at most "
            f"{max_bytes // MIB} MB; send it in parts."
        )


async def _fetch(file: discord.Attachment) -> Attachment:
    try:
        return Attachment(file.filename, await file.read())
    except discord.HTTPException as error:
        raise RefusedTurn(f"I could not fetch {file.filename}; please send it again.") from error
