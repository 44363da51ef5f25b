"""Who may teach and who may manage, by roles and rights; and what the agent itself lacks."""

import discord
import pytest

from agent.channels.discord.text.permissions import (
    INVITED,
    NAMES,
    SCOPES,
    VOCAL,
    invite,
    may_manage,
    may_teach,
    missing,
)
from tests.agent.channels.discord.seen import as_seen
from tests.loopback.world import World

ROLES = {
    "Trainer": discord.Permissions.none(),
    "captain": discord.Permissions(manage_guild=True),
    "cook": discord.Permissions(manage_messages=True, kick_members=True),
}


@pytest.fixture(scope="module")
def guild() -> discord.Guild:
    """A server with a member of each role, one of none, and its owner."""
    world = World()
    made = world.add_guild("club", world.add_user("owner"))
    for name, rights in ROLES.items():
        member = world.add_member(made, world.add_user(name))
        world.give_role(member, world.add_role(made, name, rights))
    world.add_member(made, world.add_user("bob"))
    return as_seen(world, made)


def of(guild: discord.Guild, name: str) -> discord.Member:
    return next(member for member in guild.members if member.name == name)


@pytest.mark.parametrize(
    ("name", "teaches", "manages"),
    [
        ("bob", False, False),
        ("cook", False, False),
        ("Trainer", True, False),
        ("captain", True, True),
        ("owner", True, True),
    ],
)
def test_who_has_the_role_teaches_and_who_manages_the_server_both(
    guild: discord.Guild, name: str, teaches: bool, manages: bool
) -> None:
    member = of(guild, name)
    role = next(role for role in guild.roles if role.name == "Trainer")
    for wanted in ("trainer", "TRAINER", str(role.id)):
        assert may_teach(guild, member, wanted) is teaches
    assert may_teach(guild, member, "sailor") is manages
    assert may_manage(guild, member) is manages


def test_who_is_no_member_may_nothing_and_alone_with_the_agent_all(guild: discord.Guild) -> None:
    stranger = of(guild, "captain")._user
    assert isinstance(stranger, discord.User)
    assert not may_teach(guild, stranger, "Trainer")
    assert not may_manage(guild, stranger)
    assert may_teach(None, stranger, "Trainer")
    assert may_manage(None, stranger)


def test_each_right_that_was_not_granted_is_named() -> None:
    assert missing(discord.Permissions.all()) == ()
    assert missing(discord.Permissions.none()) == NAMES
    assert missing(discord.Permissions(INVITED.value & ~discord.Permissions(speak=True).value)) == (
        "speak",
    )
    assert set(VOCAL) < set(NAMES)


def test_the_invitation_asks_for_what_is_needed_and_for_what_is_wished() -> None:
    address = invite(42)
    assert "client_id=42" in address
    assert f"permissions={INVITED.value}" in address
    assert all(scope in address for scope in SCOPES)
    assert INVITED.create_public_threads
    assert INVITED.request_to_speak
    assert not INVITED.administrator
    assert not INVITED.manage_guild
