"""What keeps a setting of a server from being of use is found by what is there and granted."""

from typing import Any

import discord
import pytest

from agent.channels.discord.panels.shortfalls import shortfall, shortfalls
from agent.channels.discord.text.permissions import INVITED
from agent.services.server_settings import ServerSettings
from messages import Message
from tests.agent.channels.discord.seen import as_seen
from tests.loopback.records import Guild
from tests.loopback.world import World

TEXT = discord.ChannelType.text


class Club:
    """A server with the channels `log` and `sea`."""

    def __init__(self) -> None:
        self.world = World()
        self.guild: Guild = self.world.add_guild("club", self.world.add_user("owner"))
        self.guild.roles[self.guild.id].permissions = INVITED
        self.log, self.sea = (self.world.add_channel(self.guild, n, TEXT) for n in ("log", "sea"))

    def lacks(self, name: str, **chosen: Any) -> tuple[str, Any] | None:
        """The message's name, and what it is about."""
        found = shortfall(as_seen(self.world, self.guild), set_to(**chosen), name)
        if found is None:
            return None
        about = found.values.get("where", found.values.get("name"))
        return found.prompt, about


@pytest.fixture
def club() -> Club:
    return Club()


def set_to(**chosen: Any) -> ServerSettings:
    return ServerSettings().model_copy(update=chosen)


def test_where_all_is_granted_nothing_is_missing(club: Club) -> None:
    chosen = {"log_channel": "log", "channels": ("log", str(club.sea.id)), "weekly": True}
    for name in ("log_channel", "channels", "weekly", "lesson_threads", "sure"):
        assert club.lacks(name, **chosen, lesson_threads=True) is None
    world = as_seen(club.world, club.guild)
    assert shortfalls(world, set_to(**chosen, lesson_threads=True)) == []


def test_a_channel_that_is_gone_or_may_not_be_written_to_is_named(club: Club) -> None:
    club.world.deny(club.sea, club.world.bot, send_messages=True)
    assert club.lacks("log_channel", log_channel="gone") == ("shortfall.no_channel", "gone")
    assert club.lacks("log_channel", log_channel="sea") == ("permissions.missing", "sea")
    assert club.lacks("channels", channels=("log", "sea")) == ("permissions.missing", "sea")
    assert club.lacks("weekly", weekly=True, log_channel="sea") == ("permissions.missing", "sea")
    twice = set_to(weekly=True, log_channel="sea", channels=("sea", "gone"))
    found = [each.prompt for each in shortfalls(as_seen(club.world, club.guild), twice)]
    assert found == ["permissions.missing"]


def test_a_weekly_word_needs_a_log_channel(club: Club) -> None:
    assert club.lacks("weekly", weekly=True, log_channel="") == ("shortfall.no_log", None)
    assert club.lacks("weekly", weekly=False, log_channel="") is None
    assert club.lacks("log_channel", log_channel="") is None


def test_threads_take_rights_in_the_server_where_they_are_wished(club: Club) -> None:
    without = INVITED.value & ~discord.Permissions(create_public_threads=True).value
    club.guild.roles[club.guild.id].permissions = discord.Permissions(without)
    place = Message("place.server")
    assert club.lacks("lesson_threads", lesson_threads=True) == ("permissions.missing", place)
    assert club.lacks("lesson_threads", lesson_threads=False) is None


def test_a_trainers_role_is_there_by_its_name_or_number(club: Club) -> None:
    role = club.world.add_role(club.guild, "Trainer", discord.Permissions.none())
    for wanted in ("trainer", "TRAINER", str(role.id)):
        assert club.lacks("trainer_role", trainer_role=wanted) is None
    assert club.lacks("trainer_role", trainer_role="cook") == ("shortfall.no_role", "cook")
