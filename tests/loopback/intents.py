"""What a client gets to see of what happens, by its intents."""

from __future__ import annotations

from collections.abc import Mapping

import discord

from .records import Json, User

NEEDED: Mapping[str, tuple[str, str]] = {
    "GUILD_MEMBER_": ("members", "members"),
    "GUILD_": ("guilds", "guilds"),
    "CHANNEL_": ("guilds", "guilds"),
    "THREAD_": ("guilds", "guilds"),
    "MESSAGE_REACTION_": ("guild_reactions", "dm_reactions"),
    "MESSAGE_": ("guild_messages", "dm_messages"),
    "VOICE_STATE_": ("voice_states", "voice_states"),
}
"""How an event's name begins, and which intent it takes in servers, and alone with the bot.

The first that fits counts; an event of another name takes none, nor does one that was asked for.
"""
ASKED_FOR = ("GUILD_MEMBERS_CHUNK",)


def seen(event: str, data: Json, intents: discord.Intents, bot: User) -> Json | None:
    """The event as it comes to a client of `bot`; None where it does not."""
    if not _is_told(event, data, intents, bot):
        return None
    if event == "GUILD_CREATE":
        return _without_strangers(data, intents, bot)
    if event.startswith("MESSAGE_") and "content" in data:
        return _without_words(data, intents, bot)
    return data


def _is_told(event: str, data: Json, intents: discord.Intents, bot: User) -> bool:
    if event in ASKED_FOR:
        return True
    if event == "GUILD_MEMBER_UPDATE" and data["user"]["id"] == str(bot.id):
        return True
    for beginning, (in_servers, alone) in NEEDED.items():
        if event.startswith(beginning):
            in_server = "guild_id" in data or beginning == "GUILD_"
            return bool(getattr(intents, in_servers if in_server else alone))
    return True


def _without_strangers(data: Json, intents: discord.Intents, bot: User) -> Json:
    """Without the presences a guild comes with the bot and those who are in voice."""
    if intents.presences:
        return data
    known = {str(bot.id), *(state["user_id"] for state in data["voice_states"])}
    members = [member for member in data["members"] if member["user"]["id"] in known]
    return data | {"members": members}


def _without_words(data: Json, intents: discord.Intents, bot: User) -> Json:
    """Without the message content intent, others' words are hidden, as Discord hides them."""
    mine = str(bot.id)
    mentioned = any(user["id"] == mine for user in data["mentions"])
    private = "guild_id" not in data
    if intents.message_content or private or mentioned or data["author"]["id"] == mine:
        return data
    return data | {"content": "", "embeds": [], "attachments": [], "components": []}
