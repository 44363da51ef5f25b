"""Text in Discord: how soon an answer is there, and whether a crowd gets all of theirs.

Everything runs against the loopback Discord of the tests, through real HTTP and a real gateway. A
bot of bare discord.py that answers "hello" is the baseline of the same run. Run it as a module,
`python -m bench.discord_text`.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import quantiles

import discord
from discord.ext import commands

from agent.app import App
from agent.channels.discord.client import Client
from agent.cli.starter import ensure_starter
from agent.opening import opened
from agent.settings import Settings
from bench.table import Row, command
from tests.loopback import Loopback, Person
from tests.loopback.faults import RateLimit
from tests.loopback.messages import Message
from tests.loopback.records import Channel, Guild

TURNS = 300
SERVERS = 50
MEMBERS = 10
DIALOG = ("!feedback", "4", "no")
LIMIT = RateLimit(5, 1.0)
"""Discord allows five messages in five seconds; the window is shortened to shorten the run."""


@dataclass
class Scene:
    """A loopback with a server, somebody in it, and a bot that is logged in."""

    loopback: Loopback
    guild: Guild
    general: Channel
    ann: Person

    async def turn(self, words: str) -> None:
        """Type, and wait for the answer."""
        await self.ann.ask(self.general, words)

    async def slash(self) -> None:
        """Call a slash command, and wait for the answer."""
        await self.ann.slash(self.general, "hi").reply()


@asynccontextmanager
async def scene() -> AsyncIterator[Scene]:
    """An empty server; log a bot in with `loopback.running`."""
    async with Loopback() as loopback:
        guild = loopback.guild()
        general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
        yield Scene(loopback, guild, general, ann)


@asynccontextmanager
async def robin(loopback: Loopback, home: Path) -> AsyncIterator[None]:
    """The agent, logged in."""
    async with opened(_settings(home)) as app:
        await ensure_starter(app)
        async with loopback.running(agent_client(app, loopback)):
            await loopback.until(lambda: loopback.world.commands)
            yield


def agent_client(app: App, loopback: Loopback) -> Client:
    """The agent, not yet logged in."""
    return Client(
        app,
        lambda line: None,
        intents=discord.Intents(guilds=True, messages=True, message_content=True),
        connector=loopback.connector(),
        guild_ready_timeout=0.05,
    )


def bare_bot(loopback: Loopback) -> commands.Bot:
    """What discord.py alone needs for an answer."""
    bot = commands.Bot(
        "!",
        intents=discord.Intents.all(),
        connector=loopback.connector(),
        guild_ready_timeout=0.05,
    )

    @bot.listen()
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply("hello")

    return bot


async def milliseconds(*acts: Callable[[], Awaitable[None]]) -> list[tuple[float, float]]:
    """Median and 95th percentile of each of several kinds of turns, many times in turn."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(TURNS):
        for act, times in zip(acts, taken, strict=True):
            begun = time.perf_counter()
            await act()
            times.append(time.perf_counter() - begun)
    cuts = [quantiles(times, n=20) for times in taken]
    return [(1e3 * each[9], 1e3 * each[18]) for each in cuts]


async def answers(home: Path) -> list[Row]:
    """One person, one turn after the other; the bare bot's between them, at the same load."""
    async with (
        scene() as plain,
        plain.loopback.running(bare_bot(plain.loopback)),
        scene() as here,
        robin(here.loopback, home),
    ):
        asked = f"{here.loopback.world.bot.mention} who are you"
        (bare, bare_slow), (median, slow), (_, model), (_, slash) = await milliseconds(
            lambda: plain.turn("!hi"),
            lambda: here.turn("!hi"),
            lambda: here.turn(asked),
            here.slash,
        )
    return [
        Row("text command, median", median, "ms"),
        Row("text command, p95", slow, "ms", most=30),
        Row("text command, p95, times bare discord.py's", slow / bare_slow, "x", most=1.5),
        Row("sentence to the model, p95", model, "ms", most=30),
        Row("slash command, p95", slash, "ms", most=30),
        Row("bare discord.py, median", bare, "ms"),
        Row("times bare discord.py", median / bare, "x"),
    ]


def _settings(home: Path) -> Settings:
    return Settings(understudy_home=home, turns_a_minute=1_000_000)  # quicker than people type


async def start(home: Path) -> list[Row]:
    """From logging in to being ready, while Discord puts the slash commands off."""
    async with (
        Loopback() as loopback,
        opened(_settings(home)) as app,
    ):
        loopback.guild()
        loopback.faults.fail(429, path="/commands", retry_after=60, times=9)
        client = agent_client(app, loopback)
        begun = time.perf_counter()
        async with loopback.running(client):
            seconds = time.perf_counter() - begun
    return [Row("ready, though slash commands are put off for 60 s", seconds, "s", most=1)]


Running = Callable[[Loopback], AbstractAsyncContextManager[None]]
"""Logs a bot in to a loopback for as long as a `with` block lasts."""


async def crowd(home: Path) -> list[Row]:
    """Everybody in every server holds a dialog at once, with the agent and with a bare bot."""
    ours = await _crowd(lambda loopback: robin(loopback, home))
    bare = await _crowd(lambda loopback: loopback.running(bare_bot(loopback)))
    turns = SERVERS * MEMBERS * len(DIALOG)
    people = f"{SERVERS * MEMBERS} people in {SERVERS} servers"
    return [
        Row(f"answers lost, {people}", turns - ours.answered, "", most=0),
        Row("answers a second", ours.answered / ours.seconds, "/s"),
        Row("bare discord.py's", bare.answered / bare.seconds, "/s"),
        Row("requests put off by the rate limit", 100 * ours.refused / turns, "%"),
        Row("times bare discord.py's", ours.refused / max(1, bare.refused), "x"),
    ]


@dataclass(frozen=True)
class Outcome:
    """Answers seen, seconds until the last one, and requests that Discord put off."""

    answered: int
    seconds: float
    refused: int


async def _crowd(running: Running) -> Outcome:
    async with Loopback() as loopback:
        loopback.faults.rate_limit = LIMIT
        places = [_server(loopback, number) for number in range(SERVERS)]
        async with running(loopback):
            await _first(loopback)
            begun = time.perf_counter()
            talks = [_talk(person, general) for general, people in places for person in people]
            answered = sum(await asyncio.gather(*talks))
            seconds = time.perf_counter() - begun
        return Outcome(answered, seconds, loopback.frame.buckets.exceeded)


async def _first(loopback: Loopback) -> None:
    """One answer ahead, from which discord.py learns how this route is limited."""
    ann = loopback.person("ann")
    await ann.ask(ann.direct, "!hi")


def _server(loopback: Loopback, number: int) -> tuple[Channel, list[Person]]:
    guild = loopback.guild(f"server {number}")
    people = [loopback.person(f"person {number}-{member}", guild) for member in range(MEMBERS)]
    return loopback.text_channel(guild), people


async def _talk(person: Person, general: Channel) -> int:
    """One dialog; how many of its turns were answered."""
    for count, line in enumerate(DIALOG):
        typed = person.types(general, line)
        try:
            await person.sees(general, after=typed, having=partial(_answers, typed))
        except TimeoutError:
            return count
    return len(DIALOG)


def _answers(typed: Message, message: Message) -> bool:
    return message.reference is typed


async def measure() -> list[Row]:
    """All figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        return [*await answers(home), *await start(home), *await crowd(home)]


if __name__ == "__main__":
    command(__doc__, "Text in Discord (loopback)", measure)
