"""Panels of a large server: how soon they open, and what forty people teach at once.

Against the loopback Discord of the tests. The server has 200 datasets, 5,000 answers, 500 lessons
that wait, and 1,000 sentences that could not be answered. Run it as a module,
`python -m bench.moderation`.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import discord

from agent.app import App
from agent.channels.discord.client import Client
from agent.dialog.requests import Correct, KeepUnanswered, Request
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from agent.settings import Settings
from bench.table import Row, command
from tests.loopback import Loopback
from tests.loopback.records import Guild

DATASETS = 200
ANSWERS = 5_000
WAITING = 500
UNANSWERED = 1_000
TEACHERS = 40
TIMES = 40
PANEL_MS = 100.0


class Office:
    """A server with a trainer who presses."""

    def __init__(self, app: App, loopback: Loopback, guild: Guild) -> None:
        self.app = app
        self.loopback = loopback
        self.guild = guild
        self.general = loopback.text_channel(guild)
        self.mia = loopback.person("mia", guild)
        world = loopback.world
        may = discord.Permissions(manage_guild=True)
        world.give_role(guild.members[self.mia.user.id], world.add_role(guild, "mods", may))

    async def opens(self, name: str) -> None:
        """Open a panel, and wait until it is there."""
        await self.mia.slash(self.general, name).reply()

    async def completes(self) -> None:
        """Have a dataset's name completed."""
        await self.mia.completes(self.general, "select_dataset", "name", "set 1")

    async def asks_who(self) -> None:
        """Ask who taught something."""
        await self.mia.slash(self.general, "who", words="taught question 7").reply()


async def measure() -> list[Row]:
    """All figures."""
    with tempfile.TemporaryDirectory() as folder:
        async with Loopback() as loopback, opened(_settings(Path(folder))) as app:
            guild = loopback.guild()
            await _fill(app, f"guild-{guild.id}")
            office = Office(app, loopback, guild)
            client = Client(
                app,
                lambda line: None,
                intents=discord.Intents.all(),
                connector=loopback.connector(),
                guild_ready_timeout=0.05,
            )
            async with loopback.running(client):
                await loopback.until(lambda: loopback.world.commands)
                return [*await _panels(office), *await _crowd(office)]


async def _panels(office: Office) -> list[Row]:
    rows = []
    for name in ("settings", "pending", "unanswered"):

        async def once(name: str = name) -> None:
            await office.opens(name)

        rows += await _timed(f"/{name}", once)
    rows += await _timed("a dataset's name completed", office.completes)
    return rows + await _timed("/who taught …", office.asks_who)


async def _timed(name: str, once: Callable[[], Awaitable[None]]) -> list[Row]:
    """p95 by the clock, and the processor's time for one."""
    await once()
    walls, before = [], time.process_time()
    for _ in range(TIMES):
        begun = time.perf_counter()
        await once()
        walls.append(1_000 * (time.perf_counter() - begun))
    cpu = 1_000 * (time.process_time() - before) / TIMES
    return [
        Row(f"{name} opens, p95", quantiles(walls, n=20)[-1], "ms", most=PANEL_MS),
        Row(f"{name}, processor's time, both sides", cpu, "ms"),
    ]


async def _crowd(office: Office) -> list[Row]:
    """Forty teach at once under approval, and two trainers take all of it at once."""
    workspace = f"guild-{office.guild.id}"
    waiting = office.app.waiting.waiting
    before = len(waiting(workspace))
    people = [office.loopback.person(f"p{n}", office.guild) for n in range(TEACHERS)]
    begun = time.perf_counter()
    for n, person in enumerate(people):
        person.types(office.general, f"!correct thing {n} => it {n}")
    await office.loopback.until(lambda: len(waiting(workspace)) == before + TEACHERS)
    seconds = time.perf_counter() - begun
    learned = len(office.app.log.journal.corrections(workspace=workspace))
    await asyncio.gather(*(person.sees(office.general) for person in people))
    for _ in range(2):
        office.mia.slash(office.general, "pending", words="take all")
    await office.mia.sees(office.general, having=lambda m: "Nothing waits" in m.content)
    kept = office.app.log.journal.corrections(workspace=workspace)
    doubles = len(kept) - len({correction.input for correction in kept})
    lost = before + TEACHERS - len(kept)
    return [
        Row("forty lessons wait after", seconds, "s"),
        Row("lessons that entered unseen", learned, "", most=0),
        Row("lessons lost", lost, "", most=0),
        Row("lessons taken twice", doubles, "", most=0),
    ]


def _settings(home: Path) -> Settings:
    given = {"understudy_home": home, "encoder": "none", "retrain_seconds": 3_600}
    return Settings.model_validate({**given, "approval": True, "turns_a_minute": 1_000_000})


async def _fill(app: App, workspace: str) -> None:
    """Put what a large server has into its workspace."""
    store, at = app.stores.of(workspace).datasets, datetime.now(UTC)
    large = Dataset(tuple(Example(f"question {n}", f"answer {n}") for n in range(ANSWERS)))
    store.save("lessons", large)
    small = Dataset((Example("a", "b"), Example("c", "d")))
    for n in range(DATASETS - 1):
        store.save(f"set {n}", small)
    questions = [KeepUnanswered(f"what is thing {n} of {n % 97} for") for n in range(UNANSWERED)]
    lessons = [Correct(f"how do I reach pier {n}", f"by tram {n}") for n in range(WAITING)]
    requests: list[Request] = [*lessons, *questions]
    for n, request in enumerate(requests):
        who = RequestContext(str(n % 50), workspace, at, lambda fraction: None, may_teach=False)
        await app.dispatcher.answer(who, request)


if __name__ == "__main__":
    command(__doc__, "Moderation (loopback)", measure)
