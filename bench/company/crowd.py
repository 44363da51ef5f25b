"""People in the voice channels of two loopback servers, and the agent in a process of its own."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import discord
import numpy as np

from agent.channels.spoken.room import Line
from agent.dialog.session import SessionKey
from agent.settings import Settings
from bench.sound.voices import TINY, say
from bench.sound.voices import discord as for_discord
from speech.audio import HEARD, samples
from tests.demo.process import process
from tests.loopback import Loopback, Person
from tests.loopback.opus import encode
from tests.loopback.records import Channel, Guild
from tests.loopback.voices import Voice

PACE = 0.02
SETTLING = 4.0
PATIENCE = 8.0
"""Seconds after which a turn is lost."""
DIALOG = (("hey robin feedback", "giving_feedback"), ("five", "giving_feedback.comment"),
          ("no", "idle"))  # fmt: skip
"""What everybody says, and where the dialog then is."""
SPEAKERS = ("en-us", "en-gb")


@dataclass(frozen=True, slots=True)
class Sound:
    """Something to say."""

    frames: list[bytes]
    onset: float
    """Seconds until it can be heard."""
    end: float
    """Seconds until its last word is over."""


@cache
def sound(words: str, voice: str) -> Sound:
    return sound_of(say(words, voice))


def sound_of(heard: bytes) -> Sound:
    """Sound in the format HEARD, ready to be sent."""
    wave = np.abs(samples(heard).astype(int))
    (loud,) = np.nonzero(wave > wave.max() / 20)
    frames = encode(for_discord(heard))
    return Sound(frames, loud[0] / HEARD.rate, loud[-1] / HEARD.rate)


@dataclass
class Talker:
    """One person; all times are those of `time.perf_counter`, which is the agent's clock, too."""

    key: SessionKey
    voice: Voice
    accent: str
    person: Person
    lines: list[Line] = field(default_factory=list)
    """What was said in this dialog."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, what: Sound) -> tuple[float, float]:
        """Say it; when it began to be heard, and when its last word was over."""
        begun = time.perf_counter()
        await self.voice.speak(what.frames, pace=PACE)
        return begun + what.onset, begun + what.end

    async def turn(self, words: str, state: str) -> float | None:
        """Seconds from the last word until the answer is there; None where it is lost."""
        before = len(self.lines)
        _, over = await self.say(sound(words, self.accent))
        try:
            async with asyncio.timeout(PATIENCE):
                while not (answer := self._answer(before, state)):
                    self.arrived.clear()
                    await self.arrived.wait()
        except TimeoutError:
            return None
        return float(answer.at - over)

    async def until(self, found: Callable[[], float | None]) -> float:
        """Look again and again, until it is there."""
        async with asyncio.timeout(4 * PATIENCE):
            while True:
                if (value := found()) is not None:
                    return value
                await asyncio.sleep(0.01)

    def _answer(self, before: int, state: str) -> Line | None:
        news = (line for line in self.lines[before:] if line.agent)
        return next((line for line in news if line.state == state), None)


@dataclass
class Server:
    """A server with a voice channel that the agent is in."""

    guild: Guild
    general: Channel
    talkers: list[Talker]


@asynccontextmanager
async def crowd(home: Path, *sizes: int) -> AsyncIterator[list[Server]]:
    """So many people in a server each."""
    settings = Settings(
        _env_file=None,
        understudy_home=home,
        vosk_model_path=TINY,
        recognizer=("vosk",),
        rate=450,
        encoder="none",
        turns_a_minute=1_000_000,
    )
    talkers: dict[SessionKey, Talker] = {}

    def note(line: Line) -> None:
        if talker := talkers.get(line.key):
            talker.lines.append(line)
            talker.arrived.set()

    async with Loopback() as loopback:
        guilds = [_guild(loopback, number, size) for number, size in enumerate(sizes)]
        async with process(loopback, settings, note):
            servers = []
            for guild, general, bridge, people in guilds:
                here = [_talker(guild, bridge, each, n) for n, each in enumerate(people)]
                talkers |= {talker.key: talker for talker in here}
                await people[0].ask(general, "!join")
                servers.append(Server(guild, general, here))
            for talker in talkers.values():
                await talker.voice.ready()
            await asyncio.sleep(SETTLING)  # the agent says who it is
            yield servers


Setting = tuple[Guild, Channel, Channel, list[Person]]


def _guild(loopback: Loopback, number: int, size: int) -> Setting:
    guild = loopback.guild(f"Harbour {number}")
    general, bridge = loopback.text_channel(guild), loopback.voice_channel(guild)
    trainer = loopback.world.add_role(guild, "trainer", discord.Permissions.none())
    people = [loopback.person(f"guest{number}{n}", guild) for n in range(size)]
    loopback.world.give_role(guild.members[people[0].user.id], trainer)
    return guild, general, bridge, people


def _talker(guild: Guild, bridge: Channel, person: Person, number: int) -> Talker:
    key = SessionKey(str(person.user.id), f"guild-{guild.id}")
    voice = person.joins(bridge, deaf=number > 0)  # who listens costs time, here
    return Talker(key, voice, SPEAKERS[number % len(SPEAKERS)], person)


async def turns(talker: Talker, count: int, delays: list[float | None]) -> None:
    """Hold dialogs, one after the other, of so many turns in all."""
    number = 0
    for _ in range(count):
        delay = await talker.turn(*DIALOG[number % len(DIALOG)])
        delays.append(delay)
        number += 1
        if delay is None:  # from the beginning, that one is not counted twice
            await talker.turn("hey robin cancel", "idle")
            number = 0


def strangers(talker: Talker, said: int) -> int:
    """Turns in this person's dialog, in words that people say here, beyond what they said."""
    taken = [line for line in talker.lines if not line.agent and line.taken]
    words = {words for words, _ in DIALOG}
    return max(0, sum(line.text in words for line in taken) - said)
