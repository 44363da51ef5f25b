"""Being in Discord for as long as the process runs."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import discord

from agent.app import App
from agent.building import renderer
from agent.channels.discord.account import FAILURES, explained, token_of
from agent.channels.discord.client import Client
from agent.channels.discord.voice.voice import nobody, with_voice
from agent.channels.spoken.room import Line
from agent.settings import Settings
from speech.errors import EngineUnavailableError
from speech.opus import load_opus

Announce = Callable[[str], None]
Note = Callable[[Line], None]
Options = Callable[[], dict[str, Any]]
"""More arguments for each client that is made, such as a connector of its own."""

LEAVE_SECONDS = 2.5
"""For leaving the voice channels, when the process is told to end."""


async def attend(
    app: App, announce: Announce, options: Options = dict, note: Note = nobody
) -> None:
    """Log in and serve until cancelled; `announce` takes lines for the owner, `note` what is said
    by voice.

    Where Discord does not grant the privileged intents, go on without them. Raises CannotLogIn.
    """
    try:
        load_opus()
    except EngineUnavailableError as error:
        announce(renderer(app.settings).text("bot.no_voice", error=error))
    wanted = intents_of(app.settings)
    try:
        await _serve(app, announce, note, wanted, options())
    except discord.PrivilegedIntentsRequired:
        await _serve(app, announce, note, without_privileged(wanted), options())


def intents_of(settings: Settings) -> discord.Intents:
    """What the settings ask Discord to tell us of."""
    return discord.Intents(**dict.fromkeys(settings.intents, True))


def without_privileged(intents: discord.Intents) -> discord.Intents:
    """The same without what Discord grants only when it is turned on in the portal."""
    fewer = discord.Intents(**dict(intents))
    fewer.message_content = fewer.members = False
    return fewer


async def _serve(
    app: App, announce: Announce, note: Note, intents: discord.Intents, options: dict[str, Any]
) -> None:
    async with Client(app, announce, intents=intents, **options) as client:
        voice = with_voice(client, app, note)
        try:
            # What is said at the end, such as leaving voice, needs the gateway a moment longer.
            await asyncio.shield(client.start(token_of(app.settings)))
        except discord.PrivilegedIntentsRequired:
            raise
        except FAILURES as error:
            raise explained(error) from error
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(LEAVE_SECONDS):
                    await voice.close()
