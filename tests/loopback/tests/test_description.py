"""Holding requests against Discord's own description."""

from __future__ import annotations

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loopback import Loopback
from tests.loopback.description import Description, description
from tests.loopback.records import Json
from tests.loopback.schema import Schemas

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
POST = "/channels/123/messages"


def button(name: object) -> Json:
    """A button as it is sent."""
    return {"type": 2, "style": 1, "label": str(name), "custom_id": str(name)}


def menu(*values: str) -> Json:
    """A menu as it is sent."""
    options = [{"label": value, "value": value} for value in values]
    return {"type": 3, "custom_id": "menu", "options": options}


YES = button("yes")


@pytest.fixture
def described() -> Description:
    found = description()
    if found is None:
        pytest.skip("Discord's description is not beside this project (shared/data/discord).")
    return found


@pytest.mark.parametrize(
    "body",
    [
        {"content": "hello", "allowed_mentions": {"parse": []}, "nonce": 7},
        {"content": "hello", "message_reference": {"message_id": 123, "channel_id": "4"}},
        {"components": [{"type": 1, "components": [
            {"type": 2, "style": 1, "label": "yes", "custom_id": "say:1:yes"}]}]},
    ],
)  # fmt: skip
def test_what_discord_takes_fits(described: Description, body: Json) -> None:
    assert described.faults("POST", POST, body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"content": 7}, "body.content is no string or null"),
        ({"content": "a" * 2_001}, "content has more than 2000 characters"),
        ({"content": "\u200b "}, "content shows nothing"),
        ({"components": [{"type": 1, "components": []}] * 41}, "breaks maxItems 40"),
        ({"message_reference": {}}, "body.message_reference"),
        ([], "body is no object"),
        ({"components": [{"type": 1, "components": [YES]}, {"type": 1, "components": [YES]}]},
         "custom_id 'yes' is used twice"),
        ({"components": [{"type": 1, "components": [menu("a", "b", "a")]}]},
         "the option 'a' is offered twice"),
        ({"components": [{"type": 1, "components": [button(n)]} for n in range(6)]},
         "more than 5 rows"),
    ],
)  # fmt: skip
def test_what_discord_refuses_does_not(described: Description, body: Json, fault: str) -> None:
    assert fault in "".join(described.faults("POST", POST, body))


def test_each_kind_of_body_is_held_against_its_own_schema(described: Description) -> None:
    commands = "/applications/1/commands"
    fits: list[tuple[str, str, object]] = [
        ("PUT", commands, [{"name": "hi", "description": "Say hello.", "options": []}]),
        ("POST", "/interactions/1/token/callback", {"type": 5, "data": {"flags": 64}}),
        ("POST", "/interactions/1/token/callback", {"type": 8, "data": {"choices": []}}),
        ("PATCH", "/webhooks/1/token/messages/@original", {"content": "done"}),
        ("PATCH", "/guilds/1/voice-states/@me", {"channel_id": "4", "suppress": False}),
        ("POST", "/channels/4/typing", {}),
    ]
    refused: list[tuple[str, str, object]] = [
        ("PUT", commands, [{"name": "a" * 33, "description": "Too long a name."}]),
        ("PUT", commands, [{"name": "hi", "description": "a" * 101}]),
        ("POST", "/interactions/1/token/callback", {"type": 4, "data": {"content": "a" * 2_001}}),
        ("PATCH", "/webhooks/1/token/messages/@original", {"content": 7}),
        ("PATCH", "/guilds/1/voice-states/@me", {"suppress": "no"}),
    ]
    assert [described.faults(*each) for each in fits] == [[]] * len(fits)
    assert all(described.faults(*each) for each in refused)


def test_what_discord_does_not_have_is_no_path(described: Description) -> None:
    assert described.faults("POST", "/nowhere", {}) == ["Discord has no POST /nowhere"]


async def test_a_request_that_does_not_fit_fails_its_test(described: Description) -> None:
    with pytest.raises(AssertionError, match="breaks maxLength"):
        async with Loopback() as loopback:
            general = loopback.text_channel(loopback.guild())
            client = discord.Client(
                intents=discord.Intents.all(),
                connector=loopback.connector(),
                guild_ready_timeout=0.05,
            )
            async with loopback.running(client):
                button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="a" * 81)
                view = discord.ui.View().add_item(button)
                channel = client.get_channel(general.id)
                assert isinstance(channel, discord.TextChannel)
                with pytest.raises(discord.HTTPException):
                    await channel.send("hello", view=view)


@given(JSON)
def test_nothing_is_wrong_with_anything_where_nothing_is_asked(value: object) -> None:
    assert list(Schemas({}).faults(value, {})) == []


@given(JSON, st.sampled_from(["string", "integer", "boolean", "array", "object", "null"]))
def test_a_value_has_one_kind(value: object, kind: str) -> None:
    fits = [k for k in (kind, "number") if not list(Schemas({}).faults(value, {"type": k}))]
    assert len(fits) <= (2 if kind == "integer" else 1)
