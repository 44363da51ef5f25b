"""Who and what is mentioned, by the names that a server has for them, to be said aloud."""

import discord

from speech.synthesis.markup import Names


def named_in(guild: discord.Guild) -> Names:
    """The names of this server's members, roles and channels; empty for what is not there."""

    def name(kind: str, number: int) -> str:
        match kind:
            case "@":
                member = guild.get_member(number)
                return member.display_name if member else ""
            case "@&":
                role = guild.get_role(number)
                return role.name if role else ""
        channel = guild.get_channel_or_thread(number)
        return channel.name if channel else ""

    return name
