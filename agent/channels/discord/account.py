"""The bot's account: the token, what it opens, and what to do where it does not."""

from dataclasses import dataclass

import aiohttp
import discord

from agent.prompts.failure import Failure
from agent.settings import Settings

PORTAL = "https://discord.com/developers/applications"
AUTHENTICATION_FAILED = 4004


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


async def look_up(token: str, connector: aiohttp.BaseConnector | None = None) -> Account:
    """The account that a token opens. Raises CannotLogIn."""
    async with discord.Client(intents=discord.Intents(guilds=True), connector=connector) as client:
        try:
            await client.login(token)
        except FAILURES as error:
            raise explained(error) from error
        flags = client.application_flags
        content = flags.gateway_message_content or flags.gateway_message_content_limited
        return Account(client.application_id or 0, str(client.user), content)


FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What logging in may raise."""


def explained(error: Exception) -> CannotLogIn:
    """What to do about a failure to log in."""
    closed = isinstance(error, discord.ConnectionClosed) and error.code == AUTHENTICATION_FAILED
    wrong = isinstance(error, discord.LoginFailure) or closed
    if wrong:
        return CannotLogIn("login.wrong_token", portal=PORTAL)
    return CannotLogIn("login.unreachable")
