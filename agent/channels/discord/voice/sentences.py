"""What is written about voice channels: why not, why no longer, and what is in the way."""

import discord

from agent.channels.discord.call.call import Channel
from agent.channels.discord.call.trouble import JoinError
from agent.channels.discord.text.permissions import names
from messages import Message

PACKET_SECONDS = 0.02


def unknown_voices(packets: int, channel: str) -> Message | None:
    """What was not heard, since it was nobody's; None where it was nothing worth telling."""
    seconds = packets * PACKET_SECONDS
    values = {"channel": channel, "seconds": round(seconds)}
    return Message("voice.unknown", values) if seconds >= 1 else None


def why(error: JoinError, channel: str) -> Message:
    """Why the agent is not in a channel, and what to do."""
    values = {"channel": channel, "permissions": names(error.permissions)}
    return Message(f"trouble.{error.trouble}", values)


def put_out(channel: Channel) -> Message:
    """Why the agent is not in a channel where somebody has ended that."""
    is_there = channel.guild.get_channel(channel.id) is not None
    return Message("voice.put_out" if is_there else "voice.deleted", {"channel": channel.name})


def hindrance(state: discord.VoiceState, channel: str, *, asked: bool = False) -> Message | None:
    """What keeps the agent from hearing or speaking; None where nothing does."""
    values = {"channel": channel}
    if state.deaf:
        return Message("voice.deafened", values)
    if state.mute:
        return Message("voice.muted", values)
    if state.suppress:
        return Message("voice.asked" if asked else "voice.audience", values)
    return None
