"""Being in Discord for as long as the process runs."""

from collections.abc import Callable
from typing import Any

import discord

from agent.app import App
from agent.channels.discord.account import FAILURES, explained, token_of
from agent.channels.discord.client import Client
from agent.channels.discord.voice import with_voice
from agent.settings import Settings
from speech.errors import EngineUnavailableError
from speech.opus import load_opus

Announce = Callable[[str], None]
Options = Callable[[], dict[str, Any]]
"""More arguments for each client that is made, such as a connector of its own."""


async def attend(app: App, announce: Announce, options: Options = dict) -> None:
    """Log in and serve until cancelled; `announce` takes lines for the owner.

    Where Discord does not grant the privileged intents, go on without them. Raises CannotLogIn.
    """
    try:
        load_opus()
    except EngineUnavailableError as error:
        announce(f"{error} Until then I cannot come into voice channels.")
    wanted = intents_of(app.settings)
    try:
        await _serve(app, announce, wanted, options())
    except discord.PrivilegedIntentsRequired:
        await _serve(app, announce, without_privileged(wanted), options())


def intents_of(settings: Settings) -> discord.Intents:
    """What the settings ask Discord to tell us of."""
    return discord.Intents(**dict.fromkeys(settings.intents, True))


def without_privileged(intents: discord.Intents) -> discord.Intents:
    """The same without what Discord grants only when it is turned on in the portal."""
    fewer = discord.Intents(**dict(intents))
    fewer.message_content = fewer.members = False
    return fewer


async def _serve(
    app: App, announce: Announce, intents: discord.Intents, options: dict[str, Any]
) -> None:
    async with Client(app, announce, intents=intents, **options) as client:
        voice = with_voice(client, app)
        try:
            await client.start(token_of(app.settings))
        except discord.PrivilegedIntentsRequired:
            raise
        except FAILURES as error:
            raise explained(error) from error
        finally:
            await voice.close()
