"""A bot in an encrypted voice channel of the loopback, and Ann who talks with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import discord
import pytest

from agent.channels.discord.call.call import Call
from agent.channels.discord.call.receiver import Receiver
from agent.channels.discord.call.trouble import JoinError, Trouble
from agent.channels.discord.call.voice_client import OPENING_SILENCE
from tests.loopback import Loopback, opus
from tests.loopback.people import Person
from tests.loopback.records import Channel, Guild
from tests.loopback.voices import Voice


@dataclass
class Scene:
    """Who is where. `heard` is what the bot heard: (user, PCM, time)."""

    loopback: Loopback
    guild: Guild
    bridge: Channel
    ann: Person
    client: discord.Client
    heard: list[tuple[int, bytes, float]] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    overs: int = 0
    reasons: list[Trouble] = field(default_factory=list)

    @property
    def channel(self) -> discord.VoiceChannel:
        """The voice channel as discord.py knows it."""
        channel = self.client.get_channel(self.bridge.id)
        assert isinstance(channel, discord.VoiceChannel)
        return channel

    @asynccontextmanager
    async def call(self, check_seconds: float = 5.0) -> AsyncIterator[Call]:
        """The bot joins, and leaves at the end."""
        receiver = Receiver(self._hear, lambda user: user not in self.refused)
        call = Call(self.client, self.channel, receiver, self._over, check_seconds)
        before = self.loopback.voice.packets
        await call.join()
        await self.loopback.until(lambda: self.loopback.voice.packets >= before + OPENING_SILENCE)
        try:
            yield call
        finally:
            await call.leave()

    async def voice(self, person: Person | None = None) -> Voice:
        """Ann, or somebody else, joins and is ready."""
        voice = (person or self.ann).joins(self.bridge)
        await voice.ready()
        return voice

    async def hears(self, frames: int) -> None:
        """Wait until the bot has heard so many frames."""
        await self.loopback.until(lambda: len(self.heard) >= frames)

    def pcm(self, user: int | None = None) -> bytes:
        """What the bot heard, of one user or of all."""
        return b"".join(pcm for who, pcm, _ in self.heard if user in (None, who))

    async def reconnected(self, call: Call, voice: Voice, sessions: int) -> None:
        """Wait until the bot has identified more than `sessions` times and can be heard again."""
        gateway = self.loopback.voice_gateway
        await self.loopback.until(lambda: gateway.identified > sessions)
        await self.loopback.until(lambda: call.client is not None and call.client.ready)
        await voice.ready()

    def _hear(self, user: int, pcm: bytes, at: float) -> None:
        self.client.loop.call_soon_threadsafe(self._note, user, pcm, at)

    def _note(self, user: int, pcm: bytes, at: float) -> None:
        self.heard.append((user, pcm, at))
        self.loopback.world.changes.notify()

    async def _over(self, reason: JoinError | None) -> None:
        self.overs += 1
        self.reasons += [reason.trouble] if reason else []
        self.loopback.world.changes.notify()


class Client(discord.Client):
    """A client that identifies at once, where discord.py would wait five seconds."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Nothing to wait for on loopback."""


@pytest.fixture(scope="session", autouse=True)
def codec() -> None:
    """libopus, for discord.py too."""
    opus.load()


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    """A guild with a voice channel, Ann, and a bot that is logged in."""
    async with Loopback() as loopback:
        guild = loopback.guild()
        client = Client(
            intents=discord.Intents.all(), connector=loopback.connector(), guild_ready_timeout=0.05
        )
        bridge = loopback.voice_channel(guild)
        ann = loopback.person("ann", guild)
        async with loopback.running(client):
            yield Scene(loopback, guild, bridge, ann, client)
        await asyncio.sleep(0)
