"""Every error as one sentence for the person who met it."""

import logging
import traceback

import aiohttp
import discord
from discord import app_commands

from speech.errors import SpeechError

log = logging.getLogger(__name__)

EXPIRED = (10062, 10015)
"""Discord's codes for an interaction that was not answered in time."""
BROKEN = (
    "Something went wrong on my side; nothing you told me before is lost. Please try again, and "
    "tell my owner if it happens again: the log says where."
)


class RefusedTurn(Exception):
    """What somebody sent cannot be a turn; the text is one sentence for them."""


def sentence(error: BaseException) -> str:
    """What happened and what to do, without a word of the error's own."""
    match error:
        case RefusedTurn() | SpeechError():
            return str(error)
        case app_commands.CommandInvokeError():
            return sentence(error.original)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return "That command has changed since; restart your Discord and call it again."
        case app_commands.TransformerError():
            return "I cannot make sense of one of the values; please correct it and try again."
        case app_commands.NoPrivateMessage():
            return "That works in a server only."
        case app_commands.CheckFailure():
            return "You may not do that here."
        case discord.NotFound() if error.code in EXPIRED:
            return "That took too long, and Discord gave up waiting. Please try again."
        case discord.NotFound():
            return "That is gone: the message, file or channel was deleted. Please send it again."
        case discord.Forbidden():
            return "I miss a permission for that here; `doctor` says which."
        case discord.DiscordServerError() | aiohttp.ClientError() | TimeoutError():
            return "Discord has trouble right now. Please try again in a minute."
        case _:
            return BROKEN


def note(error: BaseException, where: str) -> None:
    """Log what nobody could have expected, without the words that its message may quote."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, RefusedTurn | SpeechError):
        return
    lines = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s in %s\n%s", type(error).__name__, where, lines)
