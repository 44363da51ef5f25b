"""Encrypted voice: simulated people among themselves, and with an unpatched discord.py."""

from __future__ import annotations

import io
import random
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import numpy as np
import pytest
from discord.voice_state import VoiceConnectionState
from hypothesis import given
from hypothesis import strategies as st

from tests.loopback import Loopback, opus, rtp
from tests.loopback.faults import Faults, PacketFaults
from tests.loopback.mls import ExternalSender, Reader, split_commit, vector
from tests.loopback.packets import PacketPath
from tests.loopback.recording import record
from tests.loopback.records import Channel, Guild
from tests.loopback.voices import TRAILING_SILENCE, Voice

from .conftest import Bot

pytestmark = pytest.mark.slow

NOISE = random.Random(5).randbytes(20 * opus.FRAME_BYTES)
SPEECH = opus.encode(NOISE)
KEY = bytes(range(32))


class Stage:
    """A guild with a voice channel and a bot that is logged in."""

    def __init__(self, loopback: Loopback, bot: Bot) -> None:
        self.loopback = loopback
        self.bot = bot
        self.guild: Guild = loopback.guild()
        self.bridge: Channel = loopback.voice_channel(self.guild)

    async def connect(self) -> discord.VoiceClient:
        """The bot joins."""
        channel = self.bot.get_channel(self.bridge.id)
        assert isinstance(channel, discord.VoiceChannel)
        client: discord.VoiceClient = await channel.connect(reconnect=False)
        return client

    def join(self, name: str) -> Voice:
        """A new person joins."""
        return self.loopback.person(name, self.guild).joins(self.bridge)

    async def play(self, client: discord.VoiceClient) -> None:
        """The bot plays as soon as it can be heard."""
        await self.loopback.until(lambda: client._connection.can_encrypt)
        opus.load()
        client.play(discord.PCMAudio(io.BytesIO(NOISE)))


@pytest.fixture
async def stage(loopback: Loopback, bot: Bot) -> AsyncIterator[Stage]:
    """Everything in place."""
    stage = Stage(loopback, bot)
    async with loopback.running(bot):
        yield stage


async def test_what_the_bot_plays_is_heard_by_everybody(stage: Stage) -> None:
    first, second = stage.join("ann"), stage.join("bob")
    client = await stage.connect()
    await first.ready()
    await stage.play(client)
    await stage.loopback.until(lambda: min(len(first.heard), len(second.heard)) >= 20)
    assert first.heard_pcm() == second.heard_pcm()
    assert (first.deaf_to, second.deaf_to) == (0, 0)
    assert {frame.user_id for frame in first.heard} == {stage.loopback.world.bot.id}


@pytest.mark.parametrize("seed", range(4))
async def test_people_come_and_go_and_always_understand_each_other(
    loopback: Loopback, seed: int
) -> None:
    guild, chance = loopback.guild(), random.Random(seed)
    bridge = loopback.voice_channel(guild)
    people = [loopback.person(f"person {number}", guild) for number in range(6)]
    inside: dict[int, Voice] = {}
    for _ in range(30):
        number = chance.randrange(len(people))
        if number in inside:
            inside.pop(number).leave()
        else:
            inside[number] = people[number].joins(bridge)
        loopback.faults.corrupt_commits += chance.random() < 0.1
        if chance.random() < 0.5:
            await everybody_speaks(list(inside.values()))


async def everybody_speaks(voices: list[Voice]) -> None:
    """One after the other; all hear all."""
    for voice in voices:
        await voice.ready()
        voice.heard.clear()
    if len(voices) > 1:
        for voice in voices:
            await voice.speak(SPEECH[:1])
    frames = (len(voices) - 1) * (1 + TRAILING_SILENCE)
    assert [len(voice.heard) for voice in voices] == [frames] * len(voices)
    assert {voice.deaf_to for voice in voices} <= {0}


async def test_a_corrupted_commit_is_recovered_from(stage: Stage) -> None:
    first = stage.join("ann")
    client = await stage.connect()
    await first.ready()
    stage.loopback.faults.corrupt_commits = 1
    second = stage.join("bob")
    await second.ready()
    await stage.play(client)
    await stage.loopback.until(lambda: min(len(first.heard), len(second.heard)) >= 20)
    assert (
        first.heard_pcm()[: len(second.heard_pcm())] == second.heard_pcm()[: len(first.heard_pcm())]
    )


async def test_a_client_without_dave_is_refused(stage: Stage) -> None:
    class Old(VoiceConnectionState):
        @property
        def max_dave_protocol_version(self) -> int:
            return 0

    class OldClient(discord.VoiceClient):
        def create_connection_state(self) -> VoiceConnectionState:
            return Old(self)

    channel = stage.bot.get_channel(stage.bridge.id)
    assert isinstance(channel, discord.VoiceChannel)
    with pytest.raises(discord.ConnectionClosed) as closed:
        await channel.connect(cls=OldClient, reconnect=False)
    assert closed.value.code == 4017


async def test_being_kicked_ends_the_connection(stage: Stage) -> None:
    client = await stage.connect()
    await stage.loopback.voice_gateway.kick(stage.guild)
    await stage.loopback.until(lambda: not client.is_connected())
    assert stage.loopback.world.bot.id not in stage.guild.voice_states


async def test_without_the_permission_nothing_happens(stage: Stage) -> None:
    stage.loopback.world.deny(stage.bridge, stage.loopback.world.bot, connect=True)
    channel = stage.bot.get_channel(stage.bridge.id)
    assert isinstance(channel, discord.VoiceChannel)
    with pytest.raises(TimeoutError):
        await channel.connect(timeout=0.1, reconnect=False)


async def test_keep_alives_are_counted(stage: Stage) -> None:
    client = await stage.connect()
    assert stage.loopback.voice.keep_alives == 0
    client._connection.send_packet(bytes(8))
    assert await stage.loopback.until(lambda: stage.loopback.voice.keep_alives) == 1


async def test_a_conversation_is_recorded(loopback: Loopback, tmp_path: Path) -> None:
    guild = loopback.guild()
    bridge = loopback.voice_channel(guild)
    ann, bob = (loopback.person(name, guild).joins(bridge) for name in ("ann", "bob"))
    await ann.ready()
    await ann.speak(SPEECH)
    await bob.speak(SPEECH[:5])
    seconds = record(ann, tmp_path / "talk.wav")
    frames = len(SPEECH) + TRAILING_SILENCE
    assert seconds >= frames * opus.FRAME_SECONDS
    with wave.open(str(tmp_path / "talk.wav")) as file:
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    left, right = (np.abs(sound[: frames * opus.SAMPLES, side]).max() for side in (0, 1))
    assert min(left, right) > 10_000
    assert abs(seconds - len(sound) / 48_000) < 1e-6


async def test_a_recording_of_nothing_is_empty(loopback: Loopback, tmp_path: Path) -> None:
    guild = loopback.guild()
    voice = loopback.person("ann", guild).joins(loopback.voice_channel(guild))
    assert record(voice, tmp_path / "nothing.wav") == 0


def path(faults: PacketFaults) -> tuple[PacketPath, list[rtp.Packet]]:
    """A path to a client, and what arrives there."""
    arrived: list[rtp.Packet] = []
    switches = Faults(packets=faults)
    return PacketPath(
        switches, KEY, lambda data: arrived.append(rtp.open_sealed(data, KEY))
    ), arrived


def packets(count: int) -> list[rtp.Packet]:
    """Numbered packets."""
    return [rtp.Packet(number, 960 * number, 1, b"sound", b"word") for number in range(count)]


def test_packets_are_lost_in_the_share_that_was_asked_for() -> None:
    way, arrived = path(PacketFaults(loss=0.1))
    for packet in packets(1_000):
        way.send(packet)
    assert way.lost == 1_000 - len(arrived)
    assert 60 < way.lost < 140


def test_packets_are_reordered_doubled_and_padded_but_whole() -> None:
    way, arrived = path(PacketFaults(reorder=0.1, duplicate=0.1, padding=0.25))
    for packet in packets(1_000):
        way.send(packet)
    numbers = [packet.sequence for packet in arrived]
    assert set(numbers) >= set(range(999))
    assert len(numbers) > 1_050
    assert numbers != sorted(numbers)
    assert 150 < sum(packet.padding > 0 for packet in arrived) < 400
    assert {packet.payload for packet in arrived} == {b"sound"}


@given(st.binary(max_size=20_000))
def test_mls_vectors(content: bytes) -> None:
    reader = Reader(vector(content) + b"rest")
    assert reader.vector() == content
    assert reader.position == len(vector(content))


def test_a_proposal_is_not_a_commit() -> None:
    proposal = ExternalSender().remove(b"group", 0, 1)
    with pytest.raises(ValueError, match="not a commit"):
        split_commit(proposal)
