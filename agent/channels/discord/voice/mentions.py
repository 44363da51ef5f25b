"""Who and what is mentioned, by the names that a server has for them, to be said aloud."""

import re
from contextlib import suppress

import discord

from speech.synthesis.markup import Names

MEMBER = re.compile(r"<@!?(\d{1,20})>")
MOST = 5
"""Members of one text whom Discord is asked for."""


async def named_in(guild: discord.Guild, text: str) -> Names:
    """The names of this server's members, roles and channels that `text` mentions; empty for what
    is not there. Members are not kept, so Discord is asked for those who are not in voice."""
    numbers = dict.fromkeys(map(int, MEMBER.findall(text)))
    members = {number: await _member(guild, number) for number in list(numbers)[:MOST]}

    def name(kind: str, number: int) -> str:
        match kind:
            case "@":
                member = members.get(number)
                return member.display_name if member else ""
            case "@&":
                role = guild.get_role(number)
                return role.name if role else ""
        channel = guild.get_channel_or_thread(number)
        return channel.name if channel else ""

    return name


async def _member(guild: discord.Guild, number: int) -> discord.Member | None:
    if known := guild.get_member(number):
        return known
    with suppress(discord.HTTPException):  # who left has no name here any more
        return await guild.fetch_member(number)
    return None
