"""An hour of real time: ten people type to the Discord process, which is looked at from outside."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random

import discord

from tests.crash import lives
from tests.crash.killing import begin, kill
from tests.loopback import Loopback
from tests.loopback.people import Person
from tests.loopback.records import Channel
from tests.soak.seen import Seen, held

PEOPLE = 10
SERVERS = 2
THINKS = (2.0, 12.0)
"""Seconds in which somebody reads and types."""
THINGS = 5
"""So many are taught again and again: what is taught for good is meant to take room."""
LOOKS = 60
"""How often the process is looked at."""
RESTS = 40
"""Seconds of silence at the end, after which connections that are not needed are closed."""
LEARNS_AFTER = 30
"""Seconds after a correction."""
LINES = (
    "!train",
    "who has key {n} => {name} has key {n}",
    "where is room {n} => upstairs, on the left",
    "!list",
    "that's all",
    "yes",
    "who has key {n}",
    "!feedback 4 quite good",
    "!correct Ask {name} for key {n}",
    "where is room {n}",
    "!taught",
    "!help",
    "tell me a story about {n}",
    "!unanswered",
    "!cancel",
)


async def lived(home: Path, minutes: float, chance: Random) -> Seen:
    """So many minutes; all that was seen."""
    seen = Seen()
    async with Loopback() as there:
        people = _people(there)
        address = (there.port, there.certificate, there.token)
        process = begin(lives.discord, home, *address, LEARNS_AFTER)
        try:
            assert process.pid is not None
            await there.until(lambda: there.gateway.identified > 0)
            end = asyncio.get_running_loop().time() + 60 * minutes
            async with asyncio.TaskGroup() as group:
                group.create_task(_look(process.pid, end, seen))
                for person, channel in people:
                    thinks = partial(chance.uniform, *THINKS)
                    told = partial(_said, there, person, channel, seen)
                    group.create_task(_live(person.user.name, told, thinks, end))
        finally:
            kill(process)
    return seen


def _people(there: Loopback) -> list[tuple[Person, Channel]]:
    """Trainers, half of them in each server, each in a channel of their own."""
    found = []
    for _ in range(SERVERS):
        guild = there.guild()
        trainer = there.world.add_role(guild, "trainer", discord.Permissions.none())
        for n in range(PEOPLE // SERVERS):
            person = there.person(f"person{n}", guild)
            there.world.give_role(guild.members[person.user.id], trainer)
            found.append((person, there.text_channel(guild)))
    return found


async def _look(process: int, end: float, seen: Seen) -> None:
    loop = asyncio.get_running_loop()
    while loop.time() < end:
        await asyncio.sleep(min(LOOKS, end - loop.time()))
        seen.looks.append(held(process))
    await asyncio.sleep(RESTS)
    seen.looks.append(held(process))


async def _live(
    name: str, told: Callable[[str], Awaitable[None]], thinks: Callable[[], float], end: float
) -> None:
    """Say one line after another, each once the one before is answered."""
    for turn, line in enumerate(cycle(LINES)):
        await asyncio.sleep(thinks())
        if asyncio.get_running_loop().time() > end:
            break
        await told(line.format(n=turn // len(LINES) % THINGS, name=name))


async def _said(there: Loopback, person: Person, channel: Channel, seen: Seen, line: str) -> None:
    seen.turns += 1
    try:
        await person.ask(
            channel, line if line.startswith("!") else f"{there.world.bot.mention} {line}"
        )
    except TimeoutError:
        seen.unanswered.append(f"{person.user.name}: {line}")
