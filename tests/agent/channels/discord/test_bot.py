"""Logging in: the ready line, and what to do where Discord does not let the agent in."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import discord
import pytest

from agent.channels.discord import bot
from agent.channels.discord.account import CannotLogIn
from agent.channels.discord.bot import attend, intents_of, without_privileged
from agent.channels.discord.client import KNOWN_COMMANDS
from agent.channels.discord.text.permissions import INVITED
from agent.opening import opened
from agent.runtime.ending import until_told
from agent.services.server_settings import SettingsError
from agent.settings import load_settings
from speech.errors import EngineUnavailableError
from tests.agent.conftest import settings_for
from tests.loopback import Loopback
from tests.loopback.records import Guild
from tests.patience import SLACK
from tests.speech.voices import MODEL


@asynccontextmanager
async def attending_agent(
    loopback: Loopback, home: Path, **values: Any
) -> AsyncIterator[list[str]]:
    """The agent as the command line runs it; what it announces."""
    announced: list[str] = []
    given = {"discord_token": loopback.token, **values}

    def options() -> dict[str, Any]:
        return {"connector": loopback.connector(), "guild_ready_timeout": 0.05}

    async with opened(settings_for(home, **given)) as app:
        task = asyncio.create_task(attend(app, announced.append, options))
        try:
            await loopback.until(lambda: announced or task.done())
            if task.done():
                await task
            yield announced
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError, CannotLogIn):
                await task


async def test_it_says_once_that_it_is_ready(loopback: Loopback, home: Path) -> None:
    loopback.guild()
    async with attending_agent(loopback, home) as announced:
        await loopback.gateway.drop(resumable=False)
        assert len(announced) == 1
        assert announced[0].startswith("Ready as robin")
        assert " in 1 server; invite me with https://discord.com/oauth2/" in announced[0]


async def test_without_the_intent_it_says_what_to_do_and_goes_on(
    loopback: Loopback, home: Path
) -> None:
    loopback.faults.privileged_intents = False
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    async with attending_agent(loopback, home) as announced:
        assert announced[0].startswith("Ready as robin")
        assert "Turn it on at https://discord.com/developers/applications" in announced[1]
        answer = await ann.ask(general, f"{loopback.world.bot.mention} who are you")
        assert "my owner chose" in answer.content
        assert (await ann.slash(general, "hi").reply()).content.startswith("Hello")


async def test_missing_permissions_are_named(loopback: Loopback, home: Path) -> None:
    guild = loopback.guild("Sea")
    guild.roles[guild.id].permissions = discord.Permissions(
        INVITED.value & ~discord.Permissions(attach_files=True, connect=True).value
    )
    async with attending_agent(loopback, home) as announced:
        await loopback.until(lambda: len(announced) > 1)
    assert announced[1].startswith(
        "In Sea I'm missing permissions: Attach Files (to hand out files and reports); Connect (to "
    )


async def test_without_libopus_it_says_so_and_goes_on(
    loopback: Loopback, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise EngineUnavailableError("opus.missing")

    monkeypatch.setattr(bot, "load_opus", missing)
    async with attending_agent(loopback, home) as announced:
        await loopback.until(lambda: len(announced) > 1)
    assert announced[0].startswith("No libopus was found; install libopus0")


@pytest.mark.parametrize(
    ("token", "says"), [("wrong", "does not know this DISCORD_TOKEN"), ("", "run `python run.py")]
)
async def test_a_wrong_token_is_explained(
    loopback: Loopback, home: Path, token: str, says: str
) -> None:
    with pytest.raises(CannotLogIn, match=says):
        async with attending_agent(loopback, home, discord_token=token):
            pass


async def test_slash_commands_that_are_refused_leave_the_typed_ones(
    loopback: Loopback, home: Path
) -> None:
    loopback.faults.fail(403, code=50001, path="/commands")
    ann = loopback.person("ann")
    async with attending_agent(loopback, home) as announced:
        await loopback.until(lambda: len(announced) > 1)
        assert "did not take my slash commands" in announced[1]
        assert (await ann.ask(ann.direct, "!hi")).content.startswith("Hello")


async def test_servers_on_several_shards_are_served(loopback: Loopback, home: Path) -> None:
    loopback.faults.shards = 2
    guilds: dict[int, Guild] = {}
    while len(guilds) < 2:  # their shard depends on the millisecond in which they are made
        guild = loopback.guild()
        guilds[(guild.id >> 22) % 2] = guild
    async with attending_agent(loopback, home) as announced:
        assert f" in {len(loopback.world.guilds)} servers" in announced[0]
        for guild in guilds.values():
            general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
            assert (await ann.ask(general, "!hi")).content.startswith("Hello")
        ann = loopback.person("ann")
        assert (await ann.ask(ann.direct, "!hi")).content.startswith("Hello")


async def test_a_limit_on_slash_commands_delays_nothing(loopback: Loopback, home: Path) -> None:
    fault = loopback.faults.fail(429, path="/commands", retry_after=60, times=9)
    ann = loopback.person("ann")
    begun = time.monotonic()
    async with attending_agent(loopback, home) as announced:
        assert announced[0].startswith("Ready as robin")
        assert time.monotonic() - begun < 2
        await loopback.until(lambda: fault.times < 9)
        assert (await ann.ask(ann.direct, "!hi")).content.startswith("Hello")


async def test_slash_commands_are_sent_when_they_have_changed(
    loopback: Loopback, home: Path
) -> None:
    def sent() -> int:
        return sum("/commands" in request for request in loopback.frame.requests)

    known = home / KNOWN_COMMANDS
    async with attending_agent(loopback, home):
        await loopback.until(known.exists)
    async with attending_agent(loopback, home):
        ann = loopback.person("ann")
        await ann.ask(ann.direct, "!hi")
    assert sent() == 1
    known.write_text("of an earlier version")
    async with attending_agent(loopback, home):
        await loopback.until(lambda: sent() == 2)


async def test_a_new_server_is_greeted_with_what_is_missing(loopback: Loopback, home: Path) -> None:
    guild = loopback.guild("Late")
    loopback.text_channel(guild, "rules")
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    robin = loopback.world.bot
    async with attending_agent(loopback, home):
        loopback.world.remove_guild(guild)
        loopback.world.deny(next(iter(guild.channels.values())), robin, send_messages=True)
        guild.roles[guild.id].permissions = discord.Permissions(INVITED.value, speak=False)
        loopback.world.readd_guild(guild)
        greeting = await ann.sees(general)
    assert greeting.content.startswith("Hello, I'm Robin.")
    assert greeting.content.endswith("or invite me again.")


def test_intents_come_from_the_settings() -> None:
    intents = intents_of(settings_for(Path(), intents="guilds,messages,message_content,members"))
    assert intents.guild_messages
    assert intents.dm_messages
    assert intents.members
    fewer = without_privileged(intents)
    assert (fewer.members, fewer.message_content, fewer.guilds) == (False, False, True)
    assert intents.message_content


def test_channels_and_the_trainer_role_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHANNELS", "#ask-robin, 123 ,")
    assert load_settings().channels == ("ask-robin", "123")
    monkeypatch.setenv("TRAINER_ROLE", "")
    assert load_settings().trainer_role == "Trainer"
    monkeypatch.setenv("TRAINER_ROLE", "x" * 200)
    with pytest.raises(SettingsError, match="TRAINER_ROLE"):
        load_settings()


async def test_the_process_ends_properly_when_told_to() -> None:
    ended: list[str] = []

    async def serve() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("closed")

    await until_told(serve())
    assert ended == ["closed"]


@pytest.mark.parametrize("in_voice", [True, False])
async def test_it_ends_in_time_though_discord_does_not_answer(
    loopback: Loopback, home: Path, in_voice: bool
) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    ann.joins(loopback.voice_channel(guild), deaf=True)
    async with attending_agent(loopback, home, vosk_model_path=MODEL):
        await ann.ask(general, "!join" if in_voice else "!hi")
        loopback.faults.frozen = True
        begun = time.monotonic()
    assert time.monotonic() - begun < 5 + SLACK


async def test_it_leaves_voice_at_once_when_it_is_told_to_end(
    loopback: Loopback, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot, "LEAVE_SECONDS", SLACK)
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    ann.joins(loopback.voice_channel(guild), deaf=True)
    robin = loopback.world.bot.id
    begun = time.monotonic()
    async with attending_agent(loopback, home, vosk_model_path=MODEL):
        ann.types(general, "!join")
        await loopback.until(lambda: robin in guild.voice_states)
        begun = time.monotonic()
    assert time.monotonic() - begun < SLACK
    assert robin not in guild.voice_states
