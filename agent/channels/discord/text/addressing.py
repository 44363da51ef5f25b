"""Which messages are for the agent, and the turn each of them is."""

import re
from collections.abc import Callable, Sequence

import discord

from agent.channels.discord.text.reply_target import key_of
from agent.dialog.commands import Commands
from agent.dialog.intents import Intent
from agent.dialog.turns import Invoked, Said
from agent.services.server_settings import ServerSettings


class Addressing:
    """Tells turns from talk among people, by the settings of each place."""

    def __init__(
        self, commands: Commands, name: str, local: Callable[[str], ServerSettings]
    ) -> None:
        self._commands = commands
        self._name = name
        self._local = local

    def turn(
        self, message: discord.Message, me: discord.ClientUser, is_open: bool
    ) -> Said | Invoked | None:
        """What is said to the agent, without its mention; None where it is not spoken to.

        A bare mention calls it by name. A message without words (a sticker, or one that Discord
        does not let us read) is none. Files are not in the turn yet.
        `is_open` says whether the author is in the middle of a dialog in this channel.
        """
        text = words_of(message, me)
        local = self._local(key_of(message.guild, message.author.id).workspace)
        command = self._commands.parse(text, local.prefix)
        is_heard = is_open or _is_named(message.channel, local.channels)
        if not (_is_spoken_to(message, me, is_heard) or _is_ours(command)):
            return None
        if isinstance(command, Invoked):
            return command
        if text or message.attachments:
            return Said(text)
        return Said(f"{self._name},") if message.content else None


def words_of(message: discord.Message, me: discord.ClientUser) -> str:
    """What a message says, without the agent's mention."""
    mentions = _mentions(message, me)
    return re.sub("|".join(map(re.escape, mentions)), "", message.content).strip()


def _is_spoken_to(message: discord.Message, me: discord.ClientUser, is_heard: bool) -> bool:
    """`is_heard` says whether what is for nobody in particular counts."""
    if message.guild is None:
        return True
    if me in message.mentions or _own_role(message) is not None or _replied(message) == me.id:
        return True
    return is_heard and not message.mentions and _replied(message) is None


def _is_named(channel: object, channels: Sequence[str]) -> bool:
    """Whether every message counts in this channel, or in the one that this thread is in."""
    places = (channel, getattr(channel, "parent", None))
    names = (name for place in places if place for name in _names(place))
    return not {name.casefold() for name in channels}.isdisjoint(names)


def _is_ours(command: Invoked | None) -> bool:
    """Another bot's command is none of ours, unless it looks like one of ours misspelt."""
    if command is not None and command.command is Intent.UNKNOWN_COMMAND:
        return bool(command.arguments.get("nearest"))
    return command is not None


def _names(place: object) -> tuple[str, str]:
    return str(getattr(place, "name", "")).casefold(), str(getattr(place, "id", ""))


def _replied(message: discord.Message) -> int | None:
    """Whom the message replies to."""
    found = message.reference.resolved if message.reference else None
    return found.author.id if isinstance(found, discord.Message) else None


def _own_role(message: discord.Message) -> discord.Role | None:
    """The agent's own role, which people mention when they mean the agent."""
    role = message.guild.self_role if message.guild else None
    return role if role in message.role_mentions else None


def _mentions(message: discord.Message, me: discord.ClientUser) -> list[str]:
    role = _own_role(message)
    return [f"<@{me.id}>", f"<@!{me.id}>", *([role.mention] if role else [])]
