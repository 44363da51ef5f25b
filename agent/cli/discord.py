"""The agent in Discord."""

import asyncio
import signal
import sys
from contextlib import suppress

from agent.app import opened
from agent.cli.command import BAD_INPUT, Context, Subcommand
from agent.cli.prepare import prepare


def _run(context: Context) -> int:
    from agent.channels.discord.account import CannotLogIn  # discord.py takes its time to load

    try:
        asyncio.run(_until_told(context))
    except CannotLogIn as error:
        print(context.words.explain(error), file=sys.stderr)
        return BAD_INPUT
    return 0


async def _until_told(context: Context) -> None:
    """Serve until the process is told to stop, and then close everything properly."""
    serving = asyncio.create_task(_serve(context))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, serving.cancel)
    with suppress(asyncio.CancelledError):
        await serving


async def _serve(context: Context) -> None:
    from agent.channels.discord.account import token_of
    from agent.channels.discord.bot import attend

    token_of(context.settings)  # before anything that takes its time
    async with opened(context.settings) as app:
        await prepare(app)
        await attend(app, announce)


def announce(line: str) -> None:
    """A line for the owner."""
    print(line, file=sys.stderr, flush=True)


COMMAND = Subcommand("discord", _run)
