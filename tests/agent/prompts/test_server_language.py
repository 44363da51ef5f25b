"""A server with a language of its own: all that is written there is in it, while the agent's own
is English."""

from collections.abc import Iterator
from pathlib import Path

import discord
import pytest

from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.agent.prompts.made_up import english_left, made_up
from tests.loopback import Person
from tests.loopback.interactions import Invocation, walk
from tests.loopback.messages import Message
from tests.loopback.records import Channel, Json

AGENT = "Ρομπ"
OURS = ("Trainer", "xx", "en", "us", "lessons", "json")
"""Values as they are typed, and names of files."""


class Walk:
    """What is shown to people, as it comes."""

    def __init__(self, port: Harbour) -> None:
        self.port = port
        self.shown: list[str] = []
        world = port.loopback.world
        self.mia: Person = port.loopback.person("mia", port.guild)
        may = discord.Permissions(manage_guild=True)
        mods = world.add_role(port.guild, "5", may)
        world.give_role(port.guild.members[self.mia.user.id], mods)
        self.log: Channel = port.loopback.text_channel(port.guild, "7")

    async def says(self, person: Person, *lines: str) -> Message:
        for line in lines:
            said = await self.port.says(person, line)
        return said

    async def sees(self, pressed: Invocation) -> Message:
        """What a press or a command shows."""
        await pressed.acknowledgement()
        if pressed.modal is not None:
            self.shown += [str(pressed.modal["title"]), *_labels(pressed.modal["components"])]
        await self.port.loopback.until(lambda: pressed.modal or pressed.original or pressed.message)
        told = pressed.original or pressed.message
        if told is not None:
            self.note(told)
        return told or Message(0, self.log, self.mia.user)

    def note(self, message: Message) -> None:
        self.shown += [message.content, *_labels(message.components)]

    def left(self) -> list[str]:
        """What is in English though it should not be."""
        world = self.port.loopback.world
        for channel in world.channels.values():
            for message in channel.messages:
                if message.author is world.bot and message.visible_to is None:
                    self.note(message)
        return [
            line for each in self.shown for line in each.splitlines() if english_left(line, *OURS)
        ]


def _labels(components: list[Json]) -> Iterator[str]:
    for each in walk(components):
        yield from (str(each[key]) for key in ("label", "placeholder") if each.get(key))
        for option in each.get("options", ()):
            yield from (str(option[key]) for key in ("label", "description") if option.get(key))


@pytest.mark.slow
async def test_a_server_is_spoken_to_in_its_language(other_language: None, home: Path) -> None:
    async with harbour(home, agent_language="en", agent_name=AGENT, retrain_seconds=3_600) as port:
        walk_ = Walk(port)
        mia, ann, bob, general = walk_.mia, port.ann, port.bob, port.general
        await walk_.says(mia, "!settings language xx")
        before = general.messages[-1].id
        await walk_.says(mia, f"!settings {made_up('log channel')} <#{walk_.log.id}>")
        await walk_.says(mia, f"!settings approval {made_up('on')}", "!settings consent maybe")
        await walk_.says(mia, "!settings small_talk on", "!settings", "!settings sure 999")
        await walk_.says(bob, "!correct 1 => 2", "!settings sure 5", "!help")
        await walk_.says(
            ann, "!who", "!pending", "!pending take 1", "!undo 1", "!undo 999", "!help"
        )
        await walk_.says(ann, "!correct 3 => 4", "!correct show", f"!undo {bob.user.mention}")
        await walk_.says(ann, made_up("yes"), "!unanswered", "!train", "5 => 6", "!cancel")
        await every_panel(walk_)
        for message in [m for m in general.messages if m.id <= before]:
            general.messages.remove(message)
        assert walk_.left() == []
        assert len(walk_.shown) > 60
        direct = await mia.ask(mia.direct, "!hi")
        assert direct.content.startswith("Hello")


async def every_panel(walk_: Walk) -> None:
    """Open each panel, and what can be opened from it."""
    port, mia, ann, bob = walk_.port, walk_.mia, walk_.port.ann, walk_.port.bob
    settings = await walk_.sees(mia.slash(port.general, "settings"))
    which = made_up("Change which one?")
    for name in ("small_talk", "prefix", "channels", "trainer_role", "consent"):
        await walk_.sees(mia.select(settings, which, name))
        if name != "prefix":
            await walk_.sees(mia.click(settings, made_up("Back")))
    await walk_.says(bob, "!correct 7 => 8", f"{port.loopback.world.bot.mention} 99 88 77 66")
    pending = await walk_.sees(ann.slash(port.general, "pending"))
    await walk_.sees(ann.click(pending, made_up("Search …")))
    number = port.app.waiting.waiting(f"guild-{port.guild.id}")[0].id
    await walk_.sees(ann.select(pending, made_up("Look at which one?"), str(number)))
    await walk_.sees(ann.click(pending, made_up("Take")))
    said = bob.types(port.general, "55 44")
    await walk_.sees(ann.uses(said, "Teach this message"))
    await walk_.sees(bob.uses(said, "Correct this answer"))
    await walk_.sees(bob.uses(said, "What do you know about this?"))
    await walk_.sees(ann.slash(port.general, "unanswered"))
    await walk_.sees(bob.slash(port.general, "pending"))
    await walk_.sees(bob.slash(port.general, "who"))
    await walk_.sees(bob.slash(port.general, "doctor"))
