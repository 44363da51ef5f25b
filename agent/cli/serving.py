"""What the subcommands that serve until they are told to stop have in common."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from agent.app import App
from agent.building import renderer
from agent.services.filing import CONSOLE
from speech.hosts import is_here

URI = "tcp://127.0.0.1:10700"
"""Where satellites find the agent unless it is told otherwise."""


def announce(line: str) -> None:
    """A line for the owner."""
    print(line, file=sys.stderr, flush=True)


@asynccontextmanager
async def with_satellites(app: App) -> AsyncIterator[None]:
    """Satellites are answered beside what else is done, where a setting says so."""
    settings = app.settings
    if not settings.wyoming_uri:
        yield
        return
    uri, workspace = settings.wyoming_uri, settings.wyoming_workspace
    async with satellites(app, uri, workspace, settings.wyoming_teaching):
        yield


@asynccontextmanager
async def satellites(
    app: App, uri: str, workspace: str, teaching: Literal["auto", "anybody", "nobody"]
) -> AsyncIterator[None]:
    """Satellites are answered while this is open, and the owner is told so.

    What a Discord server shares is changed by whom its roles allow, and so by no satellite, unless
    `teaching` says otherwise.
    """
    from agent.channels.wyoming.serving import satellites_served

    words = renderer(app.settings)
    teaches = teaching == "anybody" or (teaching == "auto" and workspace == CONSOLE)
    async with satellites_served(app, uri, workspace, teaching=teaches) as address:
        announce(words.text("cli.wyoming.serving", address=str(address), workspace=workspace))
        if not is_here(address.host):
            taught = "yes" if teaches else "no"
            announce(words.text("cli.wyoming.open_to_all", teaching=taught))
        yield
