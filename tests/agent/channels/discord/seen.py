"""A server of the loopback as discord.py has it, without a connection."""

import discord

from tests.loopback.records import Guild
from tests.loopback.world import World


def as_seen(world: World, guild: Guild) -> discord.Guild:
    """The server with its roles, members and channels as they are now."""
    state = discord.Client(intents=discord.Intents.all())._connection
    state.user = discord.ClientUser(state=state, data=world.bot.json())  # type: ignore[arg-type]
    return discord.Guild(data=guild.json(), state=state)  # type: ignore[arg-type]
