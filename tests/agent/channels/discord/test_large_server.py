"""A server of 200,000 members: nobody asks for a list of them, and none is kept."""

from pathlib import Path

import discord

from agent.channels.discord.text.reply_target import workspace_of
from tests.agent.channels.discord.harbour import INTENTS, agent
from tests.loopback import Loopback

MEMBERS = 200_000
CROWD = 150


async def test_rights_and_names_come_with_each_event(loopback: Loopback, home: Path) -> None:
    world, guild = loopback.world, loopback.guild()
    guild.strangers = MEMBERS
    general, log = loopback.text_channel(guild), loopback.text_channel(guild, "log")
    ann, bob = loopback.person("ann", guild), loopback.person("bob", guild)
    trainer = world.add_role(guild, "trainer", discord.Permissions.none())
    world.give_role(guild.members[ann.user.id], trainer)
    intents = INTENTS | discord.Intents(members=True)
    async with agent(loopback, home, intents=intents, retrain_seconds=3_600) as (app, client, _):
        here = client.guilds[0]
        assert here.member_count == MEMBERS + 4
        learned = await ann.ask(general, "!correct red => stop")
        assert learned.content.startswith("Learned")
        assert "trainer role" in (await bob.ask(general, "!correct red => go")).content
        refused = await bob.slash(general, "pending").reply()
        assert "trainer role" in refused.content
        assert "Nothing waits" in (await ann.slash(general, "pending").reply()).content
        said = bob.types(general, "blue")
        assert "question" in (await ann.uses(said, "Teach this message").reply()).content
        answer = await bob.ask(general, f"{world.bot.mention} red")
        bob.reacts(answer, "👍")
        rated = app.log.journal.feedback
        await loopback.until(lambda: rated(workspace=workspace_of(here)))
        people = [loopback.person(f"p{n}", guild) for n in range(CROWD)]
        for person in people:
            person.types(log, "hello all")
        asked = people[-1].types(log, "!hi")
        assert (await people[-1].sees(log, after=asked)).content.startswith("Hello")
        assert {member.id for member in here.members} == {world.bot.id}
        assert loopback.gateway.lists_asked_for == 0
