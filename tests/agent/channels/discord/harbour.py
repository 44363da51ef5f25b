"""The whole agent in a server of the loopback Discord, with people who type and press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord

from agent.app import App
from agent.channels.discord.client import Client
from agent.opening import opened
from tests.agent.conftest import settings_for
from tests.loopback import Loopback, Person
from tests.loopback.messages import Message
from tests.loopback.records import Channel, Guild

INTENTS = discord.Intents(
    guilds=True, messages=True, message_content=True, voice_states=True, reactions=True
)


class EagerClient(Client):
    """Identifies at once, where discord.py would wait five seconds."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Nothing to wait for on loopback."""


@dataclass
class Harbour:
    """A server with a channel, and Ann and Bob in it. Ann is a trainer."""

    loopback: Loopback
    app: App
    client: Client
    guild: Guild
    general: Channel
    ann: Person
    bob: Person
    announced: list[str] = field(default_factory=list)

    async def says(self, person: Person, *lines: str, where: Channel | None = None) -> Message:
        """Type line after line, each after the answer to the one before; the last answer."""
        for line in lines:
            answer = await person.ask(where or self.general, line)
        return answer

    async def quiet(self, person: Person, where: Channel | None = None) -> bool:
        """Whether what was said so far is left alone: a later command is answered first."""
        channel = where or self.general
        mark = person.types(channel, "!hi")
        answer = await person.sees(channel)
        return answer.id > mark.id and answer.content.startswith("Hello")


@asynccontextmanager
async def agent(
    loopback: Loopback,
    home: Path,
    *,
    intents: discord.Intents = INTENTS,
    defer_seconds: float = 2.0,
    **values: Any,
) -> AsyncIterator[tuple[App, Client, list[str]]]:
    """A process's worth of the agent with these settings, and what it announces."""
    announced: list[str] = []
    async with opened(settings_for(home, **{"wrong_buttons": True, **values})) as app:
        client = EagerClient(
            app,
            announced.append,
            intents=intents,
            defer_seconds=defer_seconds,
            connector=loopback.connector(),
            guild_ready_timeout=0.05,
        )
        async with loopback.running(client):
            await loopback.until(lambda: loopback.world.commands)
            yield app, client, announced


@asynccontextmanager
async def harbour(home: Path, **values: Any) -> AsyncIterator[Harbour]:
    """A running agent in its server; `values` are those of `agent`."""
    async with Loopback() as loopback:
        guild = loopback.guild()
        general = loopback.text_channel(guild)
        ann, bob = loopback.person("ann", guild), loopback.person("bob", guild)
        trainer = loopback.world.add_role(guild, "trainer", discord.Permissions.none())
        loopback.world.give_role(guild.members[ann.user.id], trainer)
        async with agent(loopback, home, **values) as (app, client, announced):
            yield Harbour(loopback, app, client, guild, general, ann, bob, announced)
