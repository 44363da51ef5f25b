"""The agent for the satellites of Home Assistant, by the Wyoming protocol."""

import asyncio
from argparse import ArgumentParser

from agent.cli.command import Context, Subcommand
from agent.cli.feed_server import fed
from agent.cli.prepare import prepare
from agent.cli.serving import URI, satellites
from agent.opening import opened
from agent.prompts.render import Renderer
from agent.runtime.ending import until_told
from agent.services.filing import CONSOLE
from speech.wyoming.connection import Address


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("--uri", help=words.text("cli.wyoming.uri", uri=URI))
    workspace = words.text("cli.wyoming.workspace", workspace=CONSOLE)
    parser.add_argument("--workspace", metavar="NAME", help=workspace)
    teaching = words.text("cli.wyoming.teaching")
    parser.add_argument("--teaching", choices=("auto", "anybody", "nobody"), help=teaching)


def _run(context: Context) -> int:
    asyncio.run(until_told(_serve(context)))
    return 0


async def _serve(context: Context) -> None:
    given, settings = context.given, context.settings
    uri = given.uri or settings.wyoming_uri or URI
    workspace = given.workspace or settings.wyoming_workspace
    Address.parse(uri)  # before anything that takes its time
    async with opened(settings) as app:
        app.stores.of(workspace)
        await prepare(app)
        teaching = given.teaching or settings.wyoming_teaching
        async with fed(app), satellites(app, uri, workspace, teaching):
            await asyncio.get_running_loop().create_future()


COMMAND = Subcommand("wyoming", _run, _arguments)
