"""A loopback with one guild, and the plainest of bots."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest
from discord.ext import commands

from tests.loopback import Loopback


class Bot(commands.Bot):
    """An unpatched discord.py bot that greets."""

    def __init__(self, loopback: Loopback) -> None:
        super().__init__(
            "!",
            intents=discord.Intents.all(),
            connector=loopback.connector(),
            guild_ready_timeout=0.05,
        )
        self.greeting = "hello"
        self.add_command(hi)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once, where discord.py spends five seconds for fear of rate limits."""


@commands.command()
async def hi(ctx: commands.Context[Bot]) -> None:
    """Greet whoever asks."""
    await ctx.send(f"{ctx.bot.greeting} {ctx.author.name}")


@pytest.fixture
async def loopback() -> AsyncIterator[Loopback]:
    """An empty Discord."""
    async with Loopback() as running:
        yield running


@pytest.fixture
async def bot(loopback: Loopback) -> Bot:
    """A bot that is not logged in yet."""
    return Bot(loopback)
