"""What is written about voice channels: why not, why no longer, and what is in the way."""

import discord

from agent.channels.discord.call.trouble import JoinError, Trouble
from agent.channels.discord.text.permissions import title

WHY = {
    Trouble.PERMISSIONS: "I may not be in {channel}: give my role the permissions {permissions} "
    "there.",
    Trouble.FULL: "{channel} is full: make room for one more, or let my role move members there.",
    Trouble.AFK: "{channel} is for those who are away, and Discord lets nobody speak there; call "
    "me into another channel.",
    Trouble.REFUSED: "I could not join {channel}: Discord's voice server did not let me in. Please "
    "try again in a minute.",
    Trouble.LOST: "I lost {channel} and could not get back in; call me again when you need me.",
    Trouble.RATE_LIMITED: "Discord says that I came and went too often, so I am not in {channel}; "
    "call me again in a few minutes.",
    Trouble.TERMINATED: "Discord has ended the call in {channel}; call me again when it goes on.",
    Trouble.NOT_ENCRYPTED: "{channel} is encrypted in a way that I do not know, so I cannot be "
    "there; my owner can bring me up to date.",
}
DEAFENED = "I've been deafened in {channel}, so I hear nobody there until a moderator undoes it."
MUTED = "I've been muted in {channel}, so I write here until a moderator undoes it."
AUDIENCE = (
    "I'm in the audience of {channel}: I hear, and write here until a moderator lets me speak."
)
ASKED = (
    "I'm in the audience of {channel}: I hear, and have asked to speak; until then I write here."
)
ALONE = "Everybody has left {channel}, so I have, too; call me when you need me again."

UNKNOWN = (
    "In {channel} I could not tell whose voice {seconds:.0f} s of sound were, and left it out."
)
PACKET_SECONDS = 0.02


def unknown_voices(packets: int, channel: str) -> str:
    """What was not heard, since it was nobody's; empty where it was nothing worth telling."""
    seconds = packets * PACKET_SECONDS
    return UNKNOWN.format(channel=channel, seconds=seconds) if seconds >= 1 else ""


def why(error: JoinError, channel: str) -> str:
    """Why the agent is not in a channel, and what to do."""
    names = ", ".join(map(title, error.permissions))
    return WHY[error.trouble].format(channel=channel, permissions=names)


def hindrance(state: discord.VoiceState, channel: str, *, asked: bool = False) -> str:
    """What keeps the agent from hearing or speaking; empty where nothing does."""
    if state.deaf:
        return DEAFENED.format(channel=channel)
    if state.mute:
        return MUTED.format(channel=channel)
    if state.suppress:
        return (ASKED if asked else AUDIENCE).format(channel=channel)
    return ""
