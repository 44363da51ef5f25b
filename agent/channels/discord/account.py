"""The bot's account: the token, what it opens, and what to do where it does not."""

from dataclasses import dataclass

import aiohttp
import discord

from agent.settings import Settings

PORTAL = "https://discord.com/developers/applications"
NO_TOKEN = (
    "DISCORD_TOKEN is not set, so I cannot log in to Discord: run `python run.py setup`, or set "
    "MODE=console to talk here."
)
WRONG_TOKEN = (
    f"Discord does not know this DISCORD_TOKEN: make a new one at {PORTAL} (your application, Bot, "
    "Reset Token), and put it into .env or run `python run.py setup`."
)
UNREACHABLE = (
    "I cannot reach Discord: check this machine's network and https://discordstatus.com, then "
    "start me again."
)
AUTHENTICATION_FAILED = 4004


class CannotLogIn(Exception):
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
        raise CannotLogIn(NO_TOKEN)
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
    return CannotLogIn(WRONG_TOKEN if wrong else UNREACHABLE)
