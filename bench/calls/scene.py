"""A call in a loopback Discord: a bot, a voice channel, and people who speak in it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import discord
import numpy as np

from agent.channels.discord.call.call import Call
from agent.channels.discord.call.receiver import Receiver
from agent.channels.discord.call.trouble import JoinError
from speech.opus import load_opus
from tests.loopback import Loopback
from tests.loopback.opus import encode
from tests.loopback.records import Channel, Guild
from tests.loopback.voices import Voice

REALTIME = 0.02
"""Seconds from one packet to the next, as people send them."""


@dataclass
class Scene:
    """A loopback with a bot that is logged in."""

    loopback: Loopback
    guild: Guild
    bridge: Channel
    client: discord.Client
    frames: list[float] = field(default_factory=list)

    async def call(self) -> Call:
        """A call that has been joined."""
        receiver = Receiver(lambda user, pcm, at: self.frames.append(at), lambda user: True)
        call = Call(self.client, self.channel, receiver, _nothing)
        await call.join()
        return call

    @property
    def channel(self) -> discord.VoiceChannel:
        channel = self.client.get_channel(self.bridge.id)
        if not isinstance(channel, discord.VoiceChannel):
            raise TypeError("The voice channel is gone.")
        return channel

    async def voices(self, count: int) -> list[Voice]:
        """So many people, in the channel and ready."""
        people = [self.loopback.person(f"person {n}", self.guild) for n in range(count)]
        voices = [person.joins(self.bridge, deaf=True) for person in people]
        await voices[0].ready()
        return voices


async def _nothing(reason: JoinError | None) -> None:
    """What happens when somebody puts the bot out."""


@asynccontextmanager
async def scene() -> AsyncIterator[Scene]:
    """Begin with an empty channel."""
    load_opus()
    async with Loopback() as loopback:
        guild = loopback.guild()
        bridge = loopback.voice_channel(guild)
        connector = loopback.connector()
        client = discord.Client(
            intents=discord.Intents.all(), connector=connector, guild_ready_timeout=0.05
        )
        async with loopback.running(client):
            yield Scene(loopback, guild, bridge, client)


def speech(seconds: float) -> list[bytes]:
    """Opus frames of a gliding tone with noise."""
    time_axis = np.arange(int(48_000 * seconds)) / 48_000
    noise = np.random.default_rng(5).normal(0, 500, len(time_axis))
    wave = 6_000 * np.sin(2 * np.pi * (300 + 40 * time_axis) * time_axis) + noise
    return encode(wave.astype("<i2").repeat(2).tobytes())


async def settled(count: Callable[[], int], whole: int) -> None:
    """Wait until all is there, or nothing more has come for half a second."""
    before, since = -1, time.perf_counter()
    while count() < whole and time.perf_counter() - since < 0.5:
        if count() != before:
            before, since = count(), time.perf_counter()
        await asyncio.sleep(0.01)
