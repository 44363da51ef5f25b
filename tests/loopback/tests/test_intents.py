"""Which events come to a client, and what is in them."""

from __future__ import annotations

import discord
import pytest

from tests.loopback import Loopback
from tests.loopback.intents import seen
from tests.loopback.records import Json, User

BOT = User(7, "robin", bot=True)
IN_SERVER = {"guild_id": "1"}
WORDS = {"content": "secret", "mentions": [], "author": {"id": "9"}}


@pytest.mark.parametrize(
    ("event", "data", "intent"),
    [
        ("MESSAGE_CREATE", IN_SERVER, "guild_messages"),
        ("MESSAGE_CREATE", {}, "dm_messages"),
        ("MESSAGE_REACTION_ADD", IN_SERVER, "guild_reactions"),
        ("MESSAGE_REACTION_ADD", {}, "dm_reactions"),
        ("GUILD_MEMBER_ADD", IN_SERVER, "members"),
        ("VOICE_STATE_UPDATE", IN_SERVER, "voice_states"),
        ("CHANNEL_DELETE", IN_SERVER, "guilds"),
        ("THREAD_CREATE", IN_SERVER, "guilds"),
        ("GUILD_DELETE", {"id": "1"}, "guilds"),
    ],
)
def test_an_event_comes_to_who_asked_for_it(event: str, data: Json, intent: str) -> None:
    asked = discord.Intents(**{intent: True})
    assert seen(event, data, asked, BOT) == data
    others = discord.Intents.all()
    setattr(others, intent, False)
    assert seen(event, data, others, BOT) is None


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("READY", {}),
        ("INTERACTION_CREATE", IN_SERVER),
        ("VOICE_SERVER_UPDATE", IN_SERVER),
        ("GUILD_MEMBERS_CHUNK", IN_SERVER),
        ("GUILD_MEMBER_UPDATE", {"user": {"id": "7"}, **IN_SERVER}),
    ],
)
def test_some_events_come_to_everybody(event: str, data: Json) -> None:
    assert seen(event, data, discord.Intents.none(), BOT) == data


@pytest.mark.parametrize(
    ("more", "hidden"),
    [
        ({}, True),
        ({"mentions": [{"id": "7"}]}, False),
        ({"author": {"id": "7"}}, False),
        ({"mentions": [{"id": "8"}]}, True),
    ],
)
def test_words_are_hidden_from_who_may_not_read_them(more: Json, hidden: bool) -> None:
    told = seen("MESSAGE_CREATE", WORDS | IN_SERVER | more, discord.Intents.default(), BOT)
    assert told is not None
    assert (told["content"] == "") is hidden


def test_alone_with_the_bot_all_words_are_seen() -> None:
    told = seen("MESSAGE_CREATE", WORDS, discord.Intents.default(), BOT)
    assert told == WORDS


async def test_a_guild_comes_with_the_bot_and_who_is_in_voice(loopback: Loopback) -> None:
    guild = loopback.guild()
    loopback.person("ann", guild)
    loopback.person("bob", guild).joins(loopback.voice_channel(guild))
    client = discord.Client(
        intents=discord.Intents(guilds=True, voice_states=True),
        connector=loopback.connector(),
        guild_ready_timeout=0.05,
    )
    async with loopback.running(client):
        assert {member.name for member in client.guilds[0].members} == {"robin", "bob"}
