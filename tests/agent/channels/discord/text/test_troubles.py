"""Whatever Discord refuses or takes away, nothing is lost."""

from __future__ import annotations

import discord
import pytest

from agent.learning.dataset import Dataset, parse
from tests.agent.channels.discord.harbour import Harbour
from tests.loopback import File, records

pytestmark = pytest.mark.slow

SEA = b'{"data": [{"input": "ahoy", "output": "hello"}, {"input": "hi", "output": "yo"}]}'


async def deny(port: Harbour, **permissions: bool) -> None:
    """Take permissions in the channel from the agent, and wait until it knows."""
    port.loopback.world.deny(port.general, port.loopback.world.bot, **permissions)

    def known() -> bool:
        guild = port.client.get_guild(port.guild.id)
        channel = guild.get_channel(port.general.id) if guild else None
        if guild is None or channel is None:
            return False
        granted = channel.permissions_for(guild.me)
        return not any(getattr(granted, name) for name in permissions)

    await port.loopback.until(known)


async def test_without_attach_files_the_words_come_through(port: Harbour) -> None:
    await port.says(port.ann, "!archive datasets")
    await deny(port, attach_files=True)
    port.app.stores.of(f"guild-{port.guild.id}").datasets.save("sea", _sea())
    answer = await port.says(port.ann, "!getfile datasets/sea.json")
    assert answer.content.startswith("Here is *datasets/sea.json*.\nThe file stays here")
    assert answer.attachments == []


async def test_without_message_history_it_answers_without_replying(port: Harbour) -> None:
    await deny(port, read_message_history=True)
    answer = await port.says(port.ann, "!hi")
    assert answer.reference is None


async def test_without_send_messages_it_answers_directly(port: Harbour) -> None:
    await deny(port, send_messages=True)
    port.ann.types(port.general, "!hi")
    answer = await port.ann.sees(port.ann.direct)
    assert answer.content.startswith("I may not write where you asked, so I tell you here.\nHello")
    called = await port.ann.slash(port.general, "hi").reply()
    assert called.content.startswith("Hello")


async def test_refused_buttons_become_words(port: Harbour) -> None:
    port.loopback.faults.fail(400, code=50035, method="POST", path="/messages")
    answer = await port.says(port.ann, "!forget")
    assert answer.content.endswith("Do it?\n[yes / no]")
    assert answer.components == []


async def test_a_refused_reply_is_said_without_replying(port: Harbour) -> None:
    port.loopback.faults.fail(400, code=50035, method="POST", path="/messages")
    answer = await port.says(port.ann, "!hi")
    assert answer.reference is None


async def test_a_refused_file_leaves_the_words(port: Harbour) -> None:
    port.app.stores.of(f"guild-{port.guild.id}").datasets.save("sea", _sea())
    port.loopback.faults.fail(413, code=40005, method="POST", path="/messages", times=2)
    answer = await port.says(port.ann, "!getfile datasets/sea.json")
    assert answer.content.endswith("The file stays here: Discord did not take it.")


async def test_a_server_error_that_stays_loses_only_the_message(
    port: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    await port.says(port.ann, "!train")
    port.loopback.faults.fail(503, method="POST", path="/messages")
    port.ann.types(port.general, "secret words => first")
    await port.loopback.until(lambda: "could not be delivered" in caplog.text)
    answer = await port.says(port.ann, "list")
    assert answer.content == "1. *secret words* gives *first*"
    assert "secret" not in caplog.text


async def test_a_message_deleted_meanwhile_is_answered_without_a_reply(port: Harbour) -> None:
    question = port.ann.types(port.general, "!hi")
    port.ann.deletes(question)
    answer = await port.ann.sees(port.general)
    assert answer.reference is None


async def test_a_channel_deleted_in_mid_dialog_ends_nothing(port: Harbour) -> None:
    doomed = port.loopback.text_channel(port.guild, "doomed")
    await port.says(port.ann, "!train", "one => first", where=doomed)
    port.ann.types(doomed, "two => second")
    port.loopback.world.remove_channel(doomed)
    told = await port.ann.sees(port.ann.direct)
    assert "second" in told.content
    answer = await port.says(port.ann, f"{port.loopback.world.bot.mention} list")
    assert answer.content.endswith("2. *two* gives *second*")


async def test_removed_from_a_server_the_others_go_on(port: Harbour) -> None:
    sea = port.loopback.guild("Sea")
    deck, cat = port.loopback.text_channel(sea, "deck"), port.loopback.person("cat", sea)
    await port.says(cat, "!train", where=deck)
    port.loopback.world.remove_guild(sea)
    assert (await port.says(port.ann, "!hi")).content.startswith("Hello")


async def test_a_user_who_leaves_while_being_asked_keeps_nobody_waiting(port: Harbour) -> None:
    await port.says(port.bob, "!forget")
    gone = port.guild.members.pop(port.bob.user.id)
    data = {"guild_id": str(port.guild.id), "user": gone.user.json()}
    port.loopback.world.publish("GUILD_MEMBER_REMOVE", data)
    assert (await port.says(port.ann, "!hi")).content.startswith("Hello")


def _sea() -> Dataset:
    return parse(SEA, "sea.json")


@pytest.mark.parametrize("kind", [discord.ChannelType.text, discord.ChannelType.forum])
async def test_a_thread_is_a_place_like_any_other(port: Harbour, kind: discord.ChannelType) -> None:
    parent = port.loopback.world.add_channel(port.guild, "questions", kind)
    thread = port.loopback.world.add_thread(parent, "how do I")
    answer = await port.says(port.ann, "!train", "ahoy => hello", "list", where=thread)
    assert answer.content == "1. *ahoy* gives *hello*"


async def test_a_thread_in_a_channel_that_is_not_known_is_answered(port: Harbour) -> None:
    world = port.loopback.world
    hidden = records.Channel(world.ids.next(), discord.ChannelType.forum, "hidden", port.guild)
    thread = world.add_thread(hidden, "how do I")
    assert (await port.says(port.ann, "!hi", where=thread)).content.startswith("Hello")


async def test_a_post_that_is_deleted_in_mid_lesson_is_gone_on_with_in_private(
    port: Harbour,
) -> None:
    world = port.loopback.world
    forum = world.add_channel(port.guild, "questions", discord.ChannelType.forum)
    post = world.add_thread(forum, "how do I")
    await port.says(port.ann, "!train", where=post)
    port.ann.types(post, "ahoy => hello")
    world.remove_channel(post)
    answer = await port.ann.sees(port.ann.direct)
    assert "I may not write where you asked" in answer.content
    answer = await port.says(port.ann, "!status")
    assert "one example" in answer.content


async def test_thirty_files_are_refused_in_a_sentence(port: Harbour) -> None:
    files = [File(f"{n}.json", b"{}") for n in range(30)]
    port.ann.types(port.general, "!train", files=files)
    assert "these are 30" in (await port.ann.sees(port.general)).content


async def test_a_server_that_becomes_unavailable_and_comes_back_is_served(port: Harbour) -> None:
    await port.says(port.ann, "!train")
    port.loopback.world.publish("GUILD_DELETE", {"id": str(port.guild.id), "unavailable": True})
    port.loopback.world.publish("GUILD_CREATE", port.guild.json())
    answer = await port.says(port.ann, "ahoy => hello", "list")
    assert answer.content == "1. *ahoy* gives *hello*"
