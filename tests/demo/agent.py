"""The agent as a process of its own, in Discord at the loopback and nowhere else.

`python -m tests.demo.agent PORT CERTIFICATE SETTINGS`: the loopback's port and certificate, and
settings as JSON; the token is in the environment, as always. Every line on standard output is
JSON: text that is for the owner, the first when the agent is ready, or a `Line` that was said. On
SIGTERM it closes everything and ends; Ctrl-C is for the process that started it.
"""

import asyncio
import json
import logging
import signal
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path

import aiohttp
from pydantic_core import to_json

from agent.channels.discord.account import token_of
from agent.channels.discord.bot import attend
from agent.channels.spoken.room import Line
from agent.cli.starter import ensure_starter
from agent.opening import opened
from agent.settings import Settings
from tests.loopback.network import connector


def main() -> None:
    """Serve until told to stop."""
    parser = ArgumentParser(prog="python -m tests.demo.agent")
    parser.add_argument("port", type=int)
    parser.add_argument("certificate", type=Path)
    parser.add_argument("settings", type=json.loads)
    given = parser.parse_args()
    settings = Settings(_env_file=None, **given.settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=settings.log_level)
    asyncio.run(_until_told(settings, given.port, given.certificate))


async def _until_told(settings: Settings, port: int, certificate: Path) -> None:
    serving = asyncio.create_task(_serve(settings, connector(port, certificate)))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, serving.cancel)
    with suppress(asyncio.CancelledError):
        await serving


async def _serve(settings: Settings, loopback: aiohttp.TCPConnector) -> None:
    # discord.py would wait two seconds for members
    options = {"connector": loopback, "guild_ready_timeout": 0.05}
    token_of(settings)
    async with opened(settings) as app:
        await ensure_starter(app)
        await attend(app, tell, lambda: options, tell)


def tell(told: Line | str) -> None:
    """One line of JSON on standard output, at once."""
    print(to_json(told).decode(), flush=True)


if __name__ == "__main__":
    main()
