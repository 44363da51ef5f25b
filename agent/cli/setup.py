"""The way of a new owner: token, intents, invite address."""

import asyncio
import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from agent.cli.command import BAD_INPUT, Context, Subcommand

if TYPE_CHECKING:
    from agent.channels.discord.account import Account

ENV = Path(".env")
STEPS = """\
Three steps in Discord's developer portal, https://discord.com/developers/applications:
  1. New Application: give it the name people will call it by.
  2. Bot, Privileged Gateway Intents: turn Message Content Intent on, and save.
  3. Bot, Reset Token: copy the token. Whoever has it is the bot, so show it to nobody.
"""
CONTENT_OFF = (
    "Message Content Intent is off: turn it on in the portal (Bot, Privileged Gateway Intents), or "
    "in servers I only read messages that mention me."
)
NO_TOKEN = "DISCORD_TOKEN is not set: put it into .env or the environment."


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--no-input",
        action="store_true",
        help="ask nothing: check the DISCORD_TOKEN that is set, and say what is missing",
    )


def _run(context: Context) -> int:
    if context.given.no_input:
        return _checked(context.settings.discord_token.get_secret_value())
    print(STEPS)
    token = getpass.getpass("Paste the token (it is not shown): ").strip()
    if not token:
        print("No token, so nothing was changed; run this again when you have one.")
        return BAD_INPUT
    code = _checked(token)
    if code == 0:
        _keep(token)
        print(f"The token is in {ENV}. Start me with: make run")
    return code


def _checked(token: str) -> int:
    """Say what the token opens and what is missing; the exit code."""
    from agent.channels.discord.account import CannotLogIn, look_up

    if not token:
        print(NO_TOKEN)
        return BAD_INPUT
    try:
        account = asyncio.run(look_up(token))
    except CannotLogIn as error:
        print(error)
        return BAD_INPUT
    for line in report(account):
        print(line)
    return 0


def report(account: "Account") -> list[str]:
    """What the owner needs to know about the account."""
    from agent.channels.discord.text.permissions import invite

    lines = [f"The token is that of {account.name}."]
    lines += [] if account.message_content else [CONTENT_OFF]
    return [*lines, f"Invite it into a server: {invite(account.application)}"]


def _keep(token: str) -> None:
    """Put the token into `.env`, beside what is there, for this user's eyes only."""
    from dotenv import set_key

    ENV.touch(mode=0o600)
    ENV.chmod(0o600)
    set_key(ENV, "DISCORD_TOKEN", token, quote_mode="never")


COMMAND = Subcommand(
    "setup", "Bring the agent to Discord: token, intents, invite", _run, _arguments
)
