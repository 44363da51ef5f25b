"""A conversation in the terminal, or of a script through a pipe."""

import asyncio
import sys

from agent.app import opened, renderer
from agent.channels.console import Console
from agent.cli.command import Command, Context
from agent.cli.starter import ensure_starter


def _run(context: Context) -> int:
    asyncio.run(_converse(context))
    return 0


async def _converse(context: Context) -> None:
    settings = context.settings
    async with opened(settings) as app:
        await ensure_starter(app)
        most = settings.max_file_mb * 2**20
        console = Console(app.runner, renderer(settings), most, sys.stdin, sys.stdout)
        await console.run()


COMMAND = Command("console", "Talk to the agent in this terminal, or pipe a script in", _run)
