"""The Discord process, killed while somebody teaches it; the Discord outlives it."""

import asyncio
import time
from pathlib import Path
from random import Random

import discord

from agent.channels.discord.text.reply_target import WORKSPACE
from tests.crash import lives
from tests.crash.killing import Tally, begin, kill, saved
from tests.loopback import Loopback


async def rounds(home: Path, chance: Random, tally: Tally, kills: int) -> None:
    """So many kills in one server; a trainer's examples that were read back are there."""
    async with Loopback() as loopback:
        server = Server(loopback)
        for _ in range(kills):
            await server.round(home, chance, tally)
            workspace = f"{WORKSPACE}{server.guild.id}"
            _, body = saved(home, str(server.ann.user.id), workspace)
            inputs = [example[0] for example in body.get("task", {}).get("examples", [])]
            tally.killed(home)
            tally.lost += len([line for line in server.taught if line not in inputs])


class Server:
    """A server with a channel, and a trainer in it; `taught` is what was read back to her."""

    def __init__(self, loopback: Loopback) -> None:
        self.loopback = loopback
        self.guild = loopback.guild()
        self.general = loopback.text_channel(self.guild)
        self.ann = loopback.person("ann", self.guild)
        trainer = loopback.world.add_role(self.guild, "trainer", discord.Permissions.none())
        loopback.world.give_role(self.guild.members[self.ann.user.id], trainer)
        self.taught: list[str] = []

    async def round(self, home: Path, chance: Random, tally: Tally) -> None:
        """Start, teach a few, kill."""
        identified = self.loopback.gateway.identified
        there = self.loopback
        began = time.monotonic()
        process = begin(lives.discord, home, there.port, there.certificate, there.token)
        try:
            await there.until(lambda: there.gateway.identified > identified)
            await self._says("!train", "so far" if self.taught else "Teach me")
            tally.started(process, time.monotonic() - began)
            tally.looked_at(home)
            for _ in range(chance.randrange(1, 4)):
                line = f"line {len(self.taught)} of {tally.kills}"
                await self._says(f"{line} => yes", line)
                self.taught.append(line)
            self.ann.types(self.general, self._addressed("one more => never acknowledged"))
            await asyncio.sleep(chance.uniform(0, 0.03))
        finally:
            kill(process)

    async def _says(self, line: str, heard: str) -> None:
        question = self.ann.types(self.general, self._addressed(line))
        await self.ann.sees(self.general, after=question, having=lambda m: heard in m.content)

    def _addressed(self, line: str) -> str:
        return line if line.startswith("!") else f"{self.loopback.world.bot.mention} {line}"
