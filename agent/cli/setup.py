"""The way of a new owner: token, intents, invite address."""

import asyncio
import getpass
import warnings
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from agent.cli.command import BAD_INPUT, Context, Subcommand
from agent.prompts.render import Renderer

if TYPE_CHECKING:
    from agent.channels.discord.account import Account

ENV = Path(".env")
PORTAL = "https://discord.com/developers/applications"


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument(
        "--no-input",
        action="store_true",
        help=words.text("cli.setup.no_input"),
    )


def _run(context: Context) -> int:
    words = context.words
    if context.given.no_input:
        return _checked(context.settings.discord_token.get_secret_value(), words)
    print(words.text("cli.setup.steps", portal=PORTAL), end="\n\n")
    token = _asked(f"{words.text('cli.setup.paste')} ")
    if not token:
        print(words.text("cli.setup.no_token"))
        return BAD_INPUT
    code = _checked(token, words)
    if code == 0:
        _keep(token)
        print(words.text("cli.setup.kept", file=ENV))
    return code


def _asked(prompt: str) -> str:
    """What is pasted, unseen; empty where the input ends."""
    with warnings.catch_warnings(), suppress(EOFError):
        warnings.simplefilter("ignore", getpass.GetPassWarning)  # a pipe shows nothing anyway
        return getpass.getpass(prompt).strip()
    print()
    return ""


def _checked(token: str, words: Renderer) -> int:
    """Say what the token opens and what is missing; the exit code."""
    from agent.channels.discord.account import CannotLogIn, look_up

    if not token:
        print(words.text("cli.setup.not_set"))
        return BAD_INPUT
    try:
        account = asyncio.run(look_up(token))
    except CannotLogIn as error:
        print(words.explain(error))
        return BAD_INPUT
    for line in report(account, words):
        print(line)
    return 0


def report(account: "Account", words: Renderer) -> list[str]:
    """What the owner needs to know about the account."""
    from agent.channels.discord.text.permissions import invite

    lines = [words.text("cli.setup.account", name=account.name)]
    lines += [] if account.message_content else [words.text("cli.setup.content_off")]
    lines += _codec(words)
    lines.append(words.text("cli.setup.invite", address=invite(account.application)))
    return [*lines, words.text("cli.setup.first")]


def _codec(words: Renderer) -> list[str]:
    """What is missing for voice, by really loading it."""
    from speech.errors import EngineUnavailableError
    from speech.opus import load_opus

    try:
        load_opus()
    except EngineUnavailableError as error:
        return [words.text("cli.setup.no_codec", error=error)]
    return []


def _keep(token: str) -> None:
    """Put the token into `.env`, beside what is there, for this user's eyes only."""
    from dotenv import set_key

    ENV.touch(mode=0o600)
    ENV.chmod(0o600)
    set_key(ENV, "DISCORD_TOKEN", token, quote_mode="never")


COMMAND = Subcommand("setup", _run, _arguments)
