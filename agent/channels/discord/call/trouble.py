"""Why the agent cannot come into a voice channel, or cannot stay."""

from __future__ import annotations

from enum import StrEnum

import discord


class Trouble(StrEnum):
    """A reason; whoever holds the call knows the words for people."""

    PERMISSIONS = "permissions"
    FULL = "full"
    AFK = "afk"
    REFUSED = "refused"
    LOST = "lost"
    RATE_LIMITED = "rate_limited"
    TERMINATED = "terminated"
    NOT_ENCRYPTED = "not_encrypted"


FINAL = {
    4016: Trouble.NOT_ENCRYPTED,
    4017: Trouble.NOT_ENCRYPTED,
    4021: Trouble.RATE_LIMITED,
    4022: Trouble.TERMINATED,
}
"""Close codes of the voice gateway after which one does not connect again."""


class JoinError(Exception):
    """The channel could not be joined; `permissions` are those that are missing."""

    def __init__(self, trouble: Trouble, permissions: tuple[str, ...] = ()) -> None:
        super().__init__(": ".join(filter(None, (trouble, ", ".join(permissions)))))
        self.trouble = trouble
        self.permissions = permissions


def obstacle(channel: discord.VoiceChannel | discord.StageChannel) -> JoinError | None:
    """What keeps the agent out of `channel`, as far as discord.py knows; None for nothing.

    Discord answers a wish to join a full channel, or one without permission, by silence.
    """
    me = channel.guild.me
    granted = channel.permissions_for(me)
    needed = ("view_channel", "connect", *(("speak",) if is_plain(channel) else ()))
    missing = tuple(name for name in needed if not getattr(granted, name))
    if missing:
        return JoinError(Trouble.PERMISSIONS, missing)
    if channel == channel.guild.afk_channel:
        return JoinError(Trouble.AFK)
    others = channel.voice_states.keys() - {me.id}
    if channel.user_limit and len(others) >= channel.user_limit and not granted.move_members:
        return JoinError(Trouble.FULL)
    return None


def is_plain(channel: discord.VoiceChannel | discord.StageChannel) -> bool:
    """Whether everybody may speak there, unlike on a stage."""
    return isinstance(channel, discord.VoiceChannel)
