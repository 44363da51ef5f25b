"""A server that is run from chat: Ann teaches, Mia manages the server, Bob is a member."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest

from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import Person
from tests.loopback.messages import Message
from tests.loopback.records import Channel


@dataclass
class Office:
    """The server, with somebody who manages it and a channel for the log."""

    port: Harbour
    mia: Person
    log: Channel

    @property
    def workspace(self) -> str:
        return f"guild-{self.port.guild.id}"

    async def sets(self, words: str) -> Message:
        """Mia sets something by a command."""
        return await self.port.says(self.mia, f"!settings {words}")

    async def logged(self, words: str, *, after: Message | None = None) -> Message:
        """The message in the log with these words."""
        return await self.mia.sees(self.log, after=after, having=lambda m: words in m.content)


@pytest.fixture
async def office(home: Path) -> AsyncIterator[Office]:
    async with harbour(home, retrain_seconds=3_600) as port:
        world = port.loopback.world
        mia = port.loopback.person("mia", port.guild)
        manager = world.add_role(
            port.guild, "mods", discord.Permissions(manage_guild=True, view_channel=True)
        )
        world.give_role(port.guild.members[mia.user.id], manager)
        log = port.loopback.text_channel(port.guild, "log")
        await port.loopback.until(lambda: port.client.get_channel(log.id))
        yield Office(port, mia, log)
