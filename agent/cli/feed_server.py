"""The feed on a socket in the home, which is its owner's alone; `run.py watch` reads it there."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from agent.app import App
from agent.runtime.feed import Feed, Happening, UtteranceHeard
from agent.storage.private import FILE

_log = logging.getLogger(__name__)

SOCKET = ".watch"
"""Its name in the home."""
BACKLOG = 1_000
"""Lines that wait for a watcher who does not read; beyond, the oldest are dropped."""


@asynccontextmanager
async def fed(app: App) -> AsyncIterator[None]:
    """Let the agent be watched while the block runs, where the system has such sockets."""
    path = app.settings.home / SOCKET
    watchers: set[asyncio.Task[None]] = set()

    async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        watchers.add(task)
        with suppress(OSError, asyncio.CancelledError):
            await _tell(app.runner.feed, writer, words=app.settings.watch_words)
        watchers.discard(task)
        writer.close()

    try:
        server = await asyncio.start_unix_server(attend, sock=_listening(path))
    except OSError as error:  # a path may be too long for a socket, and a file system have none
        _log.info("This agent cannot be watched: %s", error)
        yield
        return
    try:
        yield
    finally:
        server.close()
        for watcher in watchers:
            watcher.cancel()
        await asyncio.gather(*watchers)
        path.unlink(missing_ok=True)


def _listening(path: Path) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    try:
        path.unlink(missing_ok=True)  # one that was killed left it behind
        listening.bind(str(path))
        path.chmod(FILE)
    except OSError:
        listening.close()
        raise
    return listening


async def _tell(feed: Feed, writer: asyncio.StreamWriter, *, words: bool) -> None:
    lines: asyncio.Queue[bytes] = asyncio.Queue(BACKLOG)

    def take(happening: Happening) -> None:
        if lines.full():
            lines.get_nowait()
        lines.put_nowait(line(happening, words=words))

    with feed.watched_by(take):
        try:
            while True:
                writer.write(await lines.get())
                await writer.drain()
        finally:
            while not lines.empty():
                writer.write(lines.get_nowait())


def line(happening: Happening, *, words: bool) -> bytes:
    """A line of JSON; without what was said, unless `words` allows it."""
    told = asdict(happening)
    if isinstance(happening, UtteranceHeard) and not words:
        del told["text"]
    user, workspace = happening.key
    told |= {"key": [user, workspace], "what": type(happening).__name__}
    return json.dumps(told).encode() + b"\n"
