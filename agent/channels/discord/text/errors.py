"""Every error as one sentence for the person who met it."""

import logging

import aiohttp
import discord
from discord import app_commands

from agent.prompts.failure import Failure
from agent.runtime.defects import where
from messages import Message
from speech.errors import SpeechError

log = logging.getLogger(__name__)

EXPIRED = (10062, 10015)
"""Discord's codes for an interaction that was not answered in time."""


class RefusedTurn(Failure):
    """What somebody sent cannot be a turn; the text is one sentence for them."""


def sentence(error: BaseException) -> Message:
    """What happened and what to do, without a word of the error's own."""
    match error:
        case RefusedTurn() | SpeechError():
            return error.message
        case app_commands.CommandInvokeError():
            return sentence(error.original)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return Message("error.command_changed")
        case app_commands.TransformerError():
            return Message("error.bad_value")
        case app_commands.NoPrivateMessage():
            return Message("error.server_only")
        case app_commands.CheckFailure():
            return Message("error.not_allowed")
        case discord.NotFound() if error.code in EXPIRED:
            return Message("error.expired")
        case discord.NotFound():
            return Message("error.gone")
        case discord.Forbidden():
            return Message("error.no_permission")
        case discord.DiscordServerError() | aiohttp.ClientError() | TimeoutError():
            return Message("error.discord")
        case _:
            return Message("error.broken")


def note(error: BaseException, event: str) -> None:
    """Log what nobody could have expected, without the words that its message may quote."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, RefusedTurn | SpeechError):
        return
    if isinstance(error, discord.NotFound) and error.code in EXPIRED:
        log.warning("%s was answered too late", event)
        return
    log.error("%s in %s\n%s", type(error).__name__, event, where(error))
