"""The first words in a server: to whoever brought the agent in, as far as that may be known."""

import discord

from tests.agent.channels.discord.harbour import Harbour
from tests.loopback import Person
from tests.loopback.messages import Message
from tests.loopback.records import Channel, Guild

AUDIT = discord.Permissions(view_audit_log=True)


class Lagoon:
    """A server that the agent is brought into, by Cleo."""

    def __init__(self, port: Harbour) -> None:
        self.port = port
        self.guild: Guild = port.loopback.guild("Lagoon", joined=False)
        self.rules, self.lobby, self.hall = (
            port.loopback.text_channel(self.guild, name) for name in ("rules", "lobby", "hall")
        )
        self.cleo: Person = port.loopback.person("cleo", self.guild)
        self.guild.system_channel, self.guild.added_by = self.lobby, self.cleo.user

    def may_read_who(self) -> None:
        world, me = self.port.loopback.world, self.port.loopback.world.bot
        world.give_role(self.guild.members[me.id], world.add_role(self.guild, "auditors", AUDIT))

    async def greets(self, *places: Channel) -> Message:
        """Bring the agent in; what it says first in these places."""
        world = self.port.loopback.world
        world.readd_guild(self.guild)
        told = await self.port.loopback.until(
            lambda: next((m for place in places for m in place.messages), None)
        )
        assert "/settings" in told.content
        return told

    @property
    def everywhere(self) -> list[Channel]:
        return [self.rules, self.lobby, self.hall, self.cleo.direct]


async def test_whoever_added_it_is_told_alone(port: Harbour) -> None:
    lagoon = Lagoon(port)
    lagoon.may_read_who()
    told = await lagoon.greets(*lagoon.everywhere)
    assert told.channel is lagoon.cleo.direct
    assert await port.says(lagoon.cleo, "!hi", where=lagoon.lobby)
    assert (
        len([m for place in lagoon.everywhere for m in place.messages if "/settings" in m.content])
        == 1
    )


async def test_where_that_may_not_be_known_the_system_channel_is_told(port: Harbour) -> None:
    lagoon = Lagoon(port)
    assert (await lagoon.greets(*lagoon.everywhere)).channel is lagoon.lobby


async def test_who_takes_no_messages_keeps_nobody_from_being_greeted(port: Harbour) -> None:
    lagoon = Lagoon(port)
    lagoon.may_read_who()
    port.loopback.faults.fail(403, code=50007, path=f"/channels/{lagoon.cleo.direct.id}/messages")
    assert (await lagoon.greets(*lagoon.everywhere)).channel is lagoon.lobby


async def test_an_audit_log_that_names_nobody_is_no_trouble(port: Harbour) -> None:
    lagoon = Lagoon(port)
    lagoon.may_read_who()
    lagoon.guild.added_by = None
    assert (await lagoon.greets(*lagoon.everywhere)).channel is lagoon.lobby


async def test_where_the_system_channel_is_closed_another_is_told(port: Harbour) -> None:
    lagoon = Lagoon(port)
    everyone = lagoon.guild.roles[lagoon.guild.id]
    lagoon.lobby.denied[everyone.id] = discord.Permissions(send_messages=True)
    assert (await lagoon.greets(*lagoon.everywhere)).channel is lagoon.rules
