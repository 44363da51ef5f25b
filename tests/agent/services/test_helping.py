"""Who asks for help is told of what they may do, and of nothing else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.app import App
from agent.dialog.outcomes import Done
from agent.dialog.requests import ReadCommands
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from messages import Message
from tests.agent.conftest import settings_for


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with opened(settings_for(tmp_path)) as app:
        yield app


async def helped(
    app: App, words: str = "", *, teach: bool = False, manage: bool = False
) -> dict[str, list[str]]:
    """What is listed, by the message that lists it; by usages, or with what is said of each."""
    context = RequestContext(
        "bob", "club", datetime.now(UTC), lambda _: None, teach, may_manage=manage
    )
    done = await app.dispatcher.answer(context, ReadCommands(words))
    assert isinstance(done, Done)
    listed: dict[str, list[str]] = {done.prompt: []}
    lines = done.values.get("lines", ())
    assert isinstance(lines, tuple)
    for line in lines:
        assert isinstance(line, Message)
        usages = line.values.get("usages", (line.values.get("usage"),))
        assert isinstance(usages, tuple)
        listed.setdefault(line.prompt, []).extend(map(str, usages))
    return listed


async def test_commands_are_listed_by_the_right_that_they_need(app: App) -> None:
    theirs = await helped(app)
    assert set(theirs) == {"help.short", "help.also"}
    assert "!status" in theirs["help.also"]
    assert not {"!train", "!correct", "!rollback", "!settings"} & {*theirs["help.also"]}
    everything = await helped(app, teach=True, manage=True)
    assert set(everything) == {"help.short", "help.also", "help.also.teach", "help.also.manage"}
    assert {"!train", "!status"} <= {*everything["help.also"]}
    assert "!rollback" in everything["help.also.teach"]
    assert everything["help.also.manage"] == ["!settings"]
    app.governing.change("club", "approval", "on")
    assert {*(await helped(app))["help.also"]} - {*theirs["help.also"]} == {"!train", "!correct"}


async def test_of_a_command_it_is_said_what_it_does(app: App) -> None:
    assert await helped(app, "!STATUS") == {"help.commands": [], "help.command": ["!status"]}
    assert await helped(app, "rollback") == {"help.none": []}
    told = (await helped(app, "all"))["help.command"]
    assert len(told) == len((await helped(app))["help.also"])
