"""The bot's account: the token, what it opens, and what to do where it does not."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
import discord

from agent.prompts.failure import Failure
from agent.settings import Settings

PORTAL = "https://discord.com/developers/applications"
AUTHENTICATION_FAILED = 4004
LOGIN_SECONDS = 20.0
Connector = Callable[[], aiohttp.BaseConnector | None]
"""Makes a way to Discord; each login has its own."""


class CannotLogIn(Failure):
    """Discord is closed to us; the text is one sentence for the owner that says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """An application on Discord, and whether it may read messages in servers."""

    application: int
    name: str
    message_content: bool


def token_of(settings: Settings) -> str:
    """The token that is set. Raises CannotLogIn where there is none."""
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        raise CannotLogIn("login.no_token")
    return token


async def look_up(token: str, connector: Connector = lambda: None) -> Account:
    """The account that a token opens, by logging in as the agent will. Raises CannotLogIn."""
    client = _Visitor(True, connector())
    try:
        return await client.visit(token)
    except discord.PrivilegedIntentsRequired:
        return await _Visitor(False, connector()).visit(token)


class _Visitor(discord.Client):
    """Comes to the gateway, with or without the privileged intent, and goes again."""

    def __init__(self, content: bool, connector: aiohttp.BaseConnector | None) -> None:
        intents = discord.Intents(guilds=True, messages=True, message_content=content)
        super().__init__(intents=intents, connector=connector)
        self._came = asyncio.Event()

    async def on_connect(self) -> None:
        """Discord let us in."""
        self._came.set()

    async def visit(self, token: str) -> Account:
        """Raises CannotLogIn, and discord.PrivilegedIntentsRequired."""
        async with self:
            coming = asyncio.create_task(self.start(token))
            came = asyncio.create_task(self._came.wait())
            try:
                await asyncio.wait(
                    {coming, came}, timeout=LOGIN_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                if coming.done():
                    await coming
                if not came.done():
                    raise CannotLogIn("login.unreachable")
            except discord.PrivilegedIntentsRequired:
                raise
            except FAILURES as error:
                raise explained(error) from error
            finally:
                came.cancel()
                coming.cancel()
                await asyncio.wait({coming, came})
            return Account(self.application_id or 0, str(self.user), self.intents.message_content)


FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What logging in may raise."""


def explained(error: Exception) -> CannotLogIn:
    """What to do about a failure to log in."""
    closed = isinstance(error, discord.ConnectionClosed) and error.code == AUTHENTICATION_FAILED
    wrong = isinstance(error, discord.LoginFailure) or closed
    if wrong:
        return CannotLogIn("login.wrong_token", portal=PORTAL)
    return CannotLogIn("login.unreachable")
