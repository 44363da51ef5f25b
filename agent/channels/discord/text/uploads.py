"""Files that people send along."""

from collections.abc import Sequence

import discord

from agent.channels.discord.text.errors import RefusedTurn
from agent.dialog.attachment import Attachment

MIB = 2**20


async def read(files: Sequence[discord.Attachment], max_bytes: int) -> tuple[Attachment, ...]:
    """The files of a turn with their content. Raises RefusedTurn for what is too large."""
    if (most := max(files, key=lambda file: file.size, default=None)) is not None:
        _check_size(most.filename, sum(file.size for file in files), max_bytes)
    return tuple([await _fetch(file) for file in files])


def voice_message(files: Sequence[discord.Attachment]) -> discord.Attachment | None:
    """The voice message among these, if there is one."""
    return next((file for file in files if file.is_voice_message()), None)


async def fetch_voice(file: discord.Attachment, max_bytes: int) -> bytes:
    """The sound of a voice message. Raises RefusedTurn where it cannot be had."""
    _check_size(file.filename, file.size, max_bytes)
    return (await _fetch(file)).content


def _check_size(name: str, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        sizes = {"megabytes": round(size / MIB), "most": max_bytes // MIB}
        raise RefusedTurn("upload.too_large", file=name, **sizes)


async def _fetch(file: discord.Attachment) -> Attachment:
    try:
        return Attachment(file.filename, await file.read())
    except discord.HTTPException as error:
        raise RefusedTurn("upload.not_fetched", file=file.filename) from error
