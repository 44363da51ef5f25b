"""Watching an agent at work: over its socket, as lines and as a table."""

import asyncio
import io
import json
import logging
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console as RichConsole

from agent.app import App
from agent.building import renderer
from agent.channels.console import KEY, Console
from agent.cli import main
from agent.cli.feed_server import BACKLOG, SOCKET, fed, line
from agent.cli.watch import View, draws
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.prompts.render import english
from agent.runtime.feed import Feed, Happening, TurnTaken, UtteranceHeard
from tests.agent.conftest import settings_for
from tests.patience import PATIENCE

ANN, BOB = SessionKey("ann", "guild-1"), SessionKey("bob", "guild-1")
HEARD = UtteranceHeard(ANN, "moonshine", 0.9321, "train a model", True, 0.7)
TAKEN = TurnTaken(ANN, "Said", "idle", "awaiting_data", 0.0011, 0.0234, 1, 2)


def told(happening: Happening, *, words: bool = True) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(line(happening, words=words))
    return content


def test_what_was_heard_and_what_came_of_it_are_lines() -> None:
    view = View(english(), ())
    assert view.take(told(HEARD)) == "ann @ guild-1  moonshine 0.93, 700 ms: “train a model”"
    assert view.take(told(TAKEN)) == (
        "ann @ guild-1  idle → awaiting_data  Said 23 ms, waited 1 ms  1 waiting, 2 running"
    )


def test_words_are_shown_only_where_that_is_allowed() -> None:
    view = View(english(), ())
    assert b"model" not in line(HEARD, words=False)
    assert view.take(told(HEARD, words=False)) == "ann @ guild-1  moonshine 0.93, 700 ms"


def test_what_was_not_for_the_agent_is_marked() -> None:
    aside = UtteranceHeard(BOB, "vosk", 0.5, "", False, 0.71)
    assert View(english(), ()).take(told(aside)) == "bob @ guild-1  vosk 0.50, 710 ms (not for me)"


def test_dialogs_that_were_kept_are_there_and_who_moved_last_comes_first() -> None:
    view = View(english(), [(BOB, "testing"), (ANN, "idle")])
    assert view.lines() == ["bob @ guild-1  testing", "ann @ guild-1  idle"]
    view.take(told(TAKEN))
    assert view.lines() == ["ann @ guild-1  awaiting_data", "bob @ guild-1  testing"]


def test_the_table_shows_who_is_where_and_how_soon() -> None:
    view = View(english(), [(BOB, "testing")])
    for happening in (HEARD, TAKEN):
        view.take(told(happening))
    shown = RichConsole(file=io.StringIO(), width=160)
    shown.print(view.table())
    assert isinstance(shown.file, io.StringIO)
    text = shown.file.getvalue()
    for part in ("ann @ guild-1", "awaiting_data", "moonshine 0.93", "Said 23 ms", "testing"):
        assert part in text


@pytest.mark.parametrize(
    ("columns", "term", "is_terminal", "drawn"),
    [
        (72, "xterm", True, True), (71, "xterm", True, False), (200, "dumb", True, False),
        (200, "unknown", True, False), (200, "xterm", False, False),
    ],
)  # fmt: skip
def test_a_table_is_drawn_where_one_can_be(
    columns: int, term: str, is_terminal: bool, drawn: bool
) -> None:
    assert (
        draws(RichConsole(width=columns, _environ={"TERM": term}, force_terminal=is_terminal))
        is drawn
    )


def test_watchers_come_and_go() -> None:
    feed, seen = Feed(), list[Happening]()
    with feed.watched_by(seen.append):
        feed.tell(HEARD)
    feed.tell(TAKEN)
    assert seen == [HEARD]


@asynccontextmanager
async def agent(tmp_path: Path, **values: object) -> AsyncIterator[App]:
    """An agent without a model, which can be talked with and watched."""
    async with opened(settings_for(tmp_path, **values)) as app, fed(app):
        yield app


async def watched(app: App) -> None:
    """Until somebody watches."""
    while not app.runner.feed.watched:  # noqa: ASYNC110 (it looks from another thread)
        await asyncio.sleep(0.001)


def console(app: App) -> Console:
    return Console(app.runner, renderer(app.settings), 2**20, io.StringIO(), io.StringIO())


async def test_a_turn_is_told_on_a_socket_that_is_its_owners_alone(tmp_path: Path) -> None:
    async with agent(tmp_path) as app:
        path = tmp_path / SOCKET
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        reader, writer = await asyncio.open_unix_connection(path)
        await watched(app)
        app.runner.submit(KEY, Said("train a model"), console(app))
        content = json.loads(await asyncio.wait_for(reader.readline(), PATIENCE))
        assert (content["what"], content["key"], content["turn"]) == (
            "TurnTaken", ["console", "console"], "Said",
        )  # fmt: skip
        assert (content["before"], content["after"]) == ("idle", "awaiting_data")
        assert content["waited"] >= 0
        assert content["took"] > 0
        app.runner.feed.tell(HEARD)
        assert "text" not in json.loads(await reader.readline())
    assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
    writer.close()
    assert not path.exists()


async def test_one_who_does_not_read_holds_nobody_up(tmp_path: Path) -> None:
    async with agent(tmp_path) as app:
        _, writer = await asyncio.open_unix_connection(tmp_path / SOCKET)
        await watched(app)
        for _ in range(3 * BACKLOG):
            app.runner.feed.tell(HEARD)
        app.runner.submit(KEY, Said("train a model"), console(app))
        await app.runner.settled(KEY)
        assert app.runner.standing.state(KEY) == "awaiting_data"
        writer.close()


async def test_what_a_killed_agent_left_behind_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / SOCKET).write_text("", encoding="utf-8")
    async with agent(tmp_path) as app:
        reader, writer = await asyncio.open_unix_connection(tmp_path / SOCKET)
        await watched(app)
        app.runner.feed.tell(HEARD)
        assert await asyncio.wait_for(reader.readline(), PATIENCE)
        writer.close()


async def test_where_there_can_be_no_socket_the_agent_works_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "agent")
    deep = tmp_path / ("x" * 100)
    async with agent(deep) as app:
        app.runner.submit(KEY, Said("train a model"), console(app))
        await app.runner.settled(KEY)
        assert app.runner.standing.state(KEY) == "awaiting_data"
    assert "cannot be watched" in caplog.text


async def test_the_command_follows_an_agent_in_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with agent(tmp_path, watch_words=True) as app:
        app.runner.submit(KEY, Said("train a model"), console(app))
        await app.runner.settled(KEY)
        watching = asyncio.create_task(asyncio.to_thread(main, ["--home", str(tmp_path), "watch"]))
        await watched(app)
        app.runner.feed.tell(HEARD)
    assert await asyncio.wait_for(watching, PATIENCE) == 0
    shown = capsys.readouterr()
    assert "The agent has stopped." in shown.err
    assert shown.out.splitlines() == [
        "console @ console  awaiting_data",
        "ann @ guild-1  moonshine 0.93, 700 ms: “train a model”",
    ]


def test_where_no_agent_is_at_work_its_dialogs_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "watch"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == ""
    assert f"No agent that can be watched is at work in {tmp_path}" in err
