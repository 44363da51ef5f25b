"""The agent in Discord."""

import asyncio
import sys

from agent.cli.command import BAD_INPUT, Context, Subcommand
from agent.cli.feed_server import fed
from agent.cli.prepare import prepare
from agent.cli.serving import announce, with_satellites
from agent.cli.watching import watched
from agent.opening import opened
from agent.runtime.ending import until_told


def _run(context: Context) -> int:
    from agent.channels.discord.account import CannotLogIn  # discord.py takes its time to load

    try:
        asyncio.run(until_told(_serve(context)))
    except CannotLogIn as error:
        print(context.words.explain(error), file=sys.stderr)
        return BAD_INPUT
    return 0


async def _serve(context: Context) -> None:
    from agent.channels.discord.account import token_of
    from agent.channels.discord.bot import attend

    token_of(context.settings)  # before anything that takes its time
    async with opened(context.settings) as app:
        await prepare(app)
        async with fed(app), with_satellites(app), watched(app):
            await attend(app, announce)


COMMAND = Subcommand("discord", _run)
