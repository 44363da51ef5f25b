"""What the agent at work in a home is doing right now: a table that follows it, or plain lines."""

import asyncio
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from agent.cli.command import Context, Subcommand
from agent.cli.feed_server import SOCKET
from agent.dialog.session import SessionKey
from agent.prompts.render import Renderer
from agent.settings import Settings
from agent.storage.database import Database
from agent.storage.home import Home
from agent.storage.sessions import SessionStore

SHOWN = 30
"""Dialogs of the table; those that moved last come first."""
NARROWEST = 72
"""Columns of a terminal in which the table can be read."""


@dataclass(slots=True)
class Seen:
    """What is known of a dialog."""

    state: str = ""
    heard: str = ""
    turn: str = ""
    waiting: int = 0
    jobs: int = 0


class View:
    """All dialogs, as they were kept and as the feed tells."""

    def __init__(self, words: Renderer, kept: Iterable[tuple[SessionKey, str]]) -> None:
        self._words = words
        self._seen = {key: Seen(state) for key, state in kept}

    def take(self, told: dict[str, Any]) -> str:
        """Follow what the feed tells; the line that says it."""
        user, workspace = told["key"]
        key = SessionKey(user, workspace)
        seen = self._seen.pop(key, None) or Seen()
        self._seen = {key: seen, **self._seen}
        if told["what"] == "UtteranceHeard":
            return self._heard(key, seen, told)
        return self._taken(key, seen, told)

    def _heard(self, key: SessionKey, seen: Seen, told: dict[str, Any]) -> str:
        text = told.get("text", "")
        seen.heard = self._words.text(
            "watch.heard",
            engine=told["engine"],
            confidence=told["confidence"],
            late=_milliseconds(told["late"]),
            text=text,
            shown="yes" if text else "no",
            taken="yes" if told["taken"] else "no",
        )
        return f"{_name(key)}  {seen.heard}"

    def _taken(self, key: SessionKey, seen: Seen, told: dict[str, Any]) -> str:
        seen.state, seen.waiting, seen.jobs = told["after"], told["waiting"], told["jobs"]
        times = {each: _milliseconds(told[each]) for each in ("waited", "took")}
        seen.turn = self._words.text("watch.turn", kind=told["turn"], **times)
        moved = self._words.text(
            "watch.moved", **{each: told[each] for each in ("before", "after")}
        )
        queues = self._words.text("watch.queues", waiting=seen.waiting, jobs=seen.jobs)
        return f"{_name(key)}  {moved}  {seen.turn}  {queues}"

    def lines(self) -> list[str]:
        """The dialogs and their states, one a line."""
        return [f"{_name(key)}  {seen.state}" for key, seen in self._seen.items()]

    def table(self) -> Table:
        names = ("who", "state", "heard", "turn", "waiting", "jobs")
        table = Table(*(self._words.text(f"watch.column.{name}") for name in names))
        for key, seen in list(self._seen.items())[:SHOWN]:
            queues = (str(seen.waiting), str(seen.jobs))
            table.add_row(_name(key), seen.state, seen.heard, seen.turn, *queues)
        return table


def _name(key: SessionKey) -> str:
    return f"{key.user} @ {key.workspace}"


def _milliseconds(seconds: float) -> int:
    return round(1000 * seconds)


def _kept(settings: Settings) -> list[tuple[SessionKey, str]]:
    """The dialogs that are on the disk, and their states; the latest first."""
    database = Database(Home(settings.home).database_path)
    try:
        rows = sorted(SessionStore(database).all(), key=lambda row: row.updated, reverse=True)
    finally:
        database.close()
    return [(SessionKey(row.user, row.workspace), row.state) for row in rows]


def _run(context: Context) -> int:
    view = View(context.words, _kept(context.settings))
    asyncio.run(_follow(context, view))
    return 0


async def _follow(context: Context, view: View) -> None:
    path = context.settings.home / SOCKET
    try:
        reader, writer = await asyncio.open_unix_connection(path)
    except OSError:
        print("\n".join(view.lines()))
        print(context.words.text("watch.nobody", home=context.settings.home), file=sys.stderr)
        return
    try:
        screen = Console()
        await (_draw(view, reader, screen) if draws(screen) else _print(view, reader))
    finally:
        writer.close()
    print(context.words.text("watch.over"), file=sys.stderr)


def draws(screen: Console) -> bool:
    """Whether the table can be drawn there, again and again."""
    return screen.is_terminal and not screen.is_dumb_terminal and screen.width >= NARROWEST


async def _print(view: View, reader: asyncio.StreamReader) -> None:
    for line in view.lines():
        print(line, flush=True)
    while told := await reader.readline():
        print(view.take(json.loads(told)), flush=True)


async def _draw(view: View, reader: asyncio.StreamReader, screen: Console) -> None:
    with Live(view.table(), console=screen, screen=True, auto_refresh=False) as live:
        while told := await reader.readline():
            view.take(json.loads(told))
            live.update(view.table(), refresh=True)


COMMAND = Subcommand("watch", _run)
