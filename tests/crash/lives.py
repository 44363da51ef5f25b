"""What runs until it is killed, each in a process of its own that has loaded everything already."""

import asyncio
import os
from multiprocessing.connection import Connection
from pathlib import Path

from agent.building import renderer
from agent.channels.console import Console
from agent.channels.discord.client import Client
from agent.cli.prepare import prepare
from agent.opening import opened
from agent.runtime.heap import few_heaps
from agent.settings import Settings
from downloads.checked import install
from downloads.sources import Host
from messages import Message
from tests.agent.channels.discord.harbour import INTENTS
from tests.agent.conftest import settings_for
from tests.loopback.network import connector

MARK = "CRASH_HOME"
"""In the environment of a process and of all that it starts: whose it is."""


def console(home: Path, lines: Connection, printed: Connection) -> None:
    """The console on two pipes."""
    _begin(home)
    asyncio.run(_console(home, lines, printed))


def _begin(home: Path) -> None:
    """As the command line begins."""
    os.environ[MARK] = str(home)
    few_heaps()


async def _console(home: Path, lines: Connection, printed: Connection) -> None:
    settings = settings_for(home, retrain_seconds=3_600)
    with os.fdopen(lines.fileno(), "r") as source, os.fdopen(printed.fileno(), "w") as target:
        async with opened(settings) as app:
            await prepare(app)
            await Console(app.runner, renderer(settings), 2**25, source, target).run()


def discord(
    home: Path, port: int, certificate: Path, token: str, retrain_seconds: float = 3_600
) -> None:
    """The agent in the Discord of the loopback, which is in another process."""
    _begin(home)
    settings = settings_for(home, retrain_seconds=retrain_seconds)
    asyncio.run(_discord(settings, port, certificate, token))


class _Eager(Client):
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identifies at once, where discord.py would wait five seconds."""


async def _discord(settings: Settings, port: int, certificate: Path, token: str) -> None:
    async with opened(settings) as app:
        await prepare(app)
        client = _Eager(
            app,
            lambda line: None,
            intents=INTENTS,
            connector=connector(port, certificate),
            guild_ready_timeout=0.05,
        )
        async with client:
            await client.start(token)


def fetch(target: Path, address: str, files: dict[str, str]) -> None:
    """Downloads, from an address of this machine."""
    here = Host(address, Message("doing.ready"))
    install(Message("doing.ready"), files, target, (here,), lambda *_: None)
