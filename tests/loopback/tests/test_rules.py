"""The rules that Discord keeps and its simplest imitation would not."""

from __future__ import annotations

from dataclasses import dataclass, field

import discord
import pytest
from discord import app_commands

from tests.loopback import Loopback, opus
from tests.loopback.dave import FIRST_TRANSITION, DaveOp
from tests.loopback.faults import Faults, RateLimit
from tests.loopback.records import Channel, Guild, Json
from tests.loopback.rest import ApiError, Buckets
from tests.loopback.rtp import Packet
from tests.loopback.voice_server import Call
from tests.loopback.voices import Voice

from .conftest import Bot

SPEAKING, NAMED, LEFT = 5, 11, 13
FRAME = opus.encode(bytes(opus.FRAME_BYTES))


@dataclass
class Listener:
    """Somebody in a call who notes what the voice gateway tells them."""

    user_id: int
    ssrc: int = 1
    told: list[tuple[int, Json]] = field(default_factory=list)

    def send_json(self, op: int, data: Json) -> None:
        self.told.append((op, data))

    def send_binary(self, op: int, data: bytes) -> None:
        self.told.append((op, {}))

    def deliver(self, packet: Packet, user_id: int) -> None:
        """What is said is of no interest."""

    def ops(self, *wanted: int) -> list[int]:
        return [op for op, _ in self.told if op in wanted]


@dataclass
class Room:
    """A voice channel, and the call in it."""

    loopback: Loopback
    guild: Guild
    bridge: Channel

    @property
    def call(self) -> Call:
        return self.loopback.voice.call(self.bridge)

    def join(self, name: str) -> Voice:
        return self.loopback.person(name, self.guild).joins(self.bridge)

    def listen(self) -> Listener:
        listener = Listener(self.loopback.world.ids.next())
        self.call.enter(listener)
        return listener


@pytest.fixture
def room(loopback: Loopback) -> Room:
    guild = loopback.guild()
    loopback.faults.dave_version = 0
    return Room(loopback, guild, loopback.voice_channel(guild))


async def test_a_speaker_is_announced_once(room: Room) -> None:
    ann, listener = room.join("ann"), room.listen()
    await ann.speak(FRAME)
    await ann.speak(FRAME)
    assert listener.ops(SPEAKING) == [SPEAKING]


async def test_who_comes_later_is_never_told_whose_voice_it_is(room: Room) -> None:
    ann = room.join("ann")
    await ann.speak(FRAME)
    late = room.listen()
    await ann.speak(FRAME)
    assert late.ops(SPEAKING) == []


async def test_who_comes_is_named_to_all_and_all_to_them(room: Room) -> None:
    ann, bob = room.join("ann"), room.join("bob")
    listener = room.listen()
    assert listener.told[0] == (NAMED, {"user_ids": [str(ann.user_id), str(bob.user_id)]})
    cat = room.join("cat")
    cat.leave()
    assert listener.ops(NAMED, LEFT) == [NAMED, NAMED, LEFT]


async def test_the_key_of_the_group_comes_after_the_names(room: Room) -> None:
    room.loopback.faults.dave_version = 1
    room.join("ann")
    listener = room.listen()
    assert listener.ops(NAMED, DaveOp.EXTERNAL_SENDER) == [NAMED, DaveOp.EXTERNAL_SENDER]


async def test_a_stage_is_not_encrypted(room: Room) -> None:
    room.loopback.faults.dave_version = 1
    room.bridge = room.loopback.stage_channel(room.guild)
    room.join("ann")
    assert room.listen().ops(DaveOp.EXTERNAL_SENDER) == []
    assert not room.call.group.peers


async def test_a_group_begins_with_a_transition_of_its_own(room: Room) -> None:
    room.loopback.faults.dave_version = 1
    first, second = room.join("ann"), room.join("bob")
    await second.ready()
    assert room.call.group.transition == FIRST_TRANSITION
    await room.join("cat").ready()
    assert room.call.group.transition == FIRST_TRANSITION + 1
    await first.speak(FRAME)
    assert second.deaf_to == 0


def test_a_bucket_is_empty_until_its_window_is_over() -> None:
    buckets = Buckets(Faults(rate_limit=RateLimit(2, 60.0)))
    left = [buckets.take("POST /channels/1/messages 1") for _ in range(2)]
    assert [each["X-RateLimit-Remaining"] for each in left] == ["1", "0"]
    with pytest.raises(ApiError) as refused:
        buckets.take("POST /channels/1/messages 1")
    assert (refused.value.status, buckets.exceeded) == (429, 1)
    assert buckets.take("POST /channels/2/messages 2")["X-RateLimit-Remaining"] == "1"


async def test_an_answer_tells_of_its_message_where_that_is_asked(
    loopback: Loopback, bot: Bot
) -> None:
    ann = loopback.person("ann")

    @app_commands.command()
    async def hello(interaction: discord.Interaction) -> None:
        """Say hello."""
        answer = await interaction.response.send_message("hello")
        await interaction.followup.send(str(answer.message_id))

    bot.tree.add_command(hello)
    bot.setup_hook = bot.tree.sync  # type: ignore[method-assign,assignment]  # the place to sync
    async with loopback.running(bot):
        called = ann.slash(ann.direct, "hello")
        told = (await loopback.until(lambda: called.followups))[0]
        assert called.original is not None
        assert told.content == str(called.original.id)


async def test_a_session_that_is_lost_ends_its_calls(loopback: Loopback, bot: Bot) -> None:
    guild = loopback.guild()
    bridge = loopback.voice_channel(guild)
    async with loopback.running(bot):
        channel = bot.get_channel(bridge.id)
        assert isinstance(channel, discord.VoiceChannel)
        await channel.connect(reconnect=False)
        await loopback.gateway.drop(resumable=False)
        assert loopback.world.bot.id not in guild.voice_states
        await loopback.until(lambda: not bot.voice_clients)
