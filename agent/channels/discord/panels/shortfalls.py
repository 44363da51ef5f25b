"""What keeps a setting of a server from being of use there: a right, a role, a channel."""

from collections.abc import Iterable, Iterator

import discord

from agent.channels.discord.text.permissions import complaint
from agent.services.server_settings import ServerSettings
from messages import Message

THREADS = ("create_public_threads", "send_messages_in_threads")
HERE = Message("place.server")
WRITING = ("view_channel", "send_messages")


def shortfall(guild: discord.Guild, local: ServerSettings, name: str) -> Message | None:
    """What is missing for a setting, as it is set there; None for nothing. From any thread."""
    return next(_shortfalls(guild, local, name), None)


def shortfalls(guild: discord.Guild, local: ServerSettings) -> list[Message]:
    """What is missing for all that is set there."""
    found: list[Message] = []
    for name in CHECKED:
        missing = shortfall(guild, local, name)
        if missing is not None and missing not in found:
            found.append(missing)
    return found


CHECKED = ("channels", "log_channel", "weekly", "lesson_threads")
"""Settings that are of no use where the agent itself may not do what they need."""


def _shortfalls(guild: discord.Guild, local: ServerSettings, name: str) -> Iterator[Message]:
    match name:
        case "lesson_threads" if local.lesson_threads:
            yield from _lacking(HERE, guild.me.guild_permissions, THREADS)
        case "weekly" if local.weekly and not local.log_channel:
            yield Message("shortfall.no_log")
        case "log_channel" | "weekly" if local.log_channel:
            yield from _in_channels(guild, (local.log_channel,))
        case "channels":
            yield from _in_channels(guild, local.channels)
        case "trainer_role" if not _has_role(guild, local.trainer_role):
            yield Message("shortfall.no_role", {"name": local.trainer_role})


def _in_channels(guild: discord.Guild, wanted: Iterable[str]) -> Iterator[Message]:
    for each in wanted:
        channel = next((c for c in guild.text_channels if each in (str(c.id), c.name)), None)
        if channel is None:
            yield Message("shortfall.no_channel", {"name": each})
        else:
            granted = channel.permissions_for(guild.me)
            yield from _lacking(channel.name, granted, WRITING)


def _lacking(
    where: str | Message, granted: discord.Permissions, needed: tuple[str, ...]
) -> Iterator[Message]:
    if lacking := tuple(name for name in needed if not getattr(granted, name)):
        yield complaint(where, lacking)


def _has_role(guild: discord.Guild, wanted: str) -> bool:
    return any(wanted.casefold() in (each.name.casefold(), str(each.id)) for each in guild.roles)
