"""Every trouble with Discord or people ends in a sentence, and nothing is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import discord
import pytest
from discord import app_commands

from agent.channels.discord.text.errors import RefusedTurn, note, sentence
from agent.learning.dataset import Dataset, parse
from agent.prompts.render import english
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import File, records
from tests.loopback.messages import Message

pytestmark = pytest.mark.slow

SEA = b'{"data": [{"input": "ahoy", "output": "hello"}, {"input": "hi", "output": "yo"}]}'
SECRET = "secret words of somebody"
NOT_ALLOWED = "needs the trainer role or the right to manage the server"


# --- who may what -------------------------------------------------------------------------


async def test_only_trainers_change_what_a_server_knows(port: Harbour) -> None:
    refused = await port.says(port.bob, "!correct ahoy => Ahoy!")
    assert NOT_ALLOWED in refused.content
    by_slash = await port.bob.slash(port.general, "correct", answer="ahoy => Ahoy!").reply()
    assert NOT_ALLOWED in by_slash.content
    assert by_slash.visible_to is port.bob.user
    alone = await port.says(port.bob, "!correct ahoy => Ahoy!", where=port.bob.direct)
    assert alone.content.startswith("Learned")


async def test_a_form_of_somebody_who_may_not_teach_is_refused(port: Harbour) -> None:
    answer = await port.says(port.bob, f"{port.loopback.world.bot.mention} who are you")
    form = port.bob.click(answer, "Correct …")
    await form.form()
    sent = port.bob.submit(form, **{"What should I have answered?": "The cook."})
    refused = (await port.loopback.until(lambda: sent.followups))[0]
    assert NOT_ALLOWED in refused.content


async def test_managing_the_server_is_enough_and_rights_count_at_once(port: Harbour) -> None:
    await port.says(port.bob, "!correct ahoy => Ahoy!")
    manager = port.loopback.world.add_role(
        port.guild, "captain", discord.Permissions(manage_guild=True)
    )
    port.loopback.world.give_role(port.guild.members[port.bob.user.id], manager)
    answer = await port.says(port.bob, "!correct ahoy => Ahoy!")
    assert answer.content.startswith("Learned")


async def test_the_trainer_role_is_a_setting(home: Path) -> None:
    async with harbour(home, trainer_role="Teacher") as port:
        refused = await port.says(port.ann, "!correct ahoy => Ahoy!")
        assert NOT_ALLOWED in refused.content


# --- files ------------------------------------------------------------------------------------


async def test_a_file_that_is_too_large_is_not_fetched(home: Path) -> None:
    async with harbour(home, max_file_mb=1) as port:
        port.guild.premium_tier = 2
        large = File("large.json", bytes(30 << 20))
        port.ann.types(port.general, "!train", files=[large])
        answer = await port.ann.sees(port.general)
        assert answer.content == (
            "large.json has 30 MB, and I read at most 1 MB; send it in parts."
        )


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([File("photo.png", b"x", "image/png")], "photo.png is not a file of examples"),
        ([File("a.json", SEA), File("b.json", SEA)], "I read one file at a time, and these are 2"),
        ([File("broken.json", b"{")], "roken.json: line 1"),
        ([File("odd.bin", b"\x80\xfe")], "byte 1 is not UTF-8"),
    ],
)
async def test_a_wrong_file_is_refused_in_a_sentence(
    port: Harbour, files: list[File], says: str
) -> None:
    port.ann.types(port.general, "!train", files=files)
    assert says in (await port.ann.sees(port.general)).content


async def test_a_file_that_is_gone_is_asked_for_again(port: Harbour) -> None:
    message = port.ann.types(port.general, "!train", files=[File("sea.json", SEA)])
    del port.loopback.world.attachments[message.attachments[0].path]
    answer = await port.ann.sees(port.general)
    assert answer.content == "I could not fetch sea.json; please send it again."


async def test_a_file_over_the_servers_limit_is_named_and_stays(port: Harbour) -> None:
    workspace = port.app.stores.of(f"guild-{port.guild.id}").workspace
    workspace.archive.mkdir(parents=True)
    workspace.archive.joinpath("large.bin").write_bytes(bytes(11 << 20))
    answer = await port.says(port.ann, "!getfile archive/large.bin")
    assert "large.bin has 11 MB, and at most 10 MB may be sent here" in answer.content
    port.guild.premium_tier = 2
    port.loopback.world.publish("GUILD_UPDATE", port.guild.json())
    answer = await port.says(port.ann, "!getfile archive/large.bin")
    assert [file.filename for file in answer.attachments] == ["large.bin"]


# --- what Discord refuses -------------------------------------------------------------------------


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


# --- errors ----------------------------------------------------------------------------------


def failing(monkeypatch: pytest.MonkeyPatch, port: Harbour) -> None:
    """Break what every turn goes through."""

    def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(port.app.runner, "submit", broken)


async def test_a_defect_in_a_message_is_a_sentence(
    port: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(monkeypatch, port)
    answer = await port.says(port.ann, "!hi")
    assert answer.content == english().text("error.broken")
    assert "RuntimeError in on_message" in caplog.text
    assert SECRET not in caplog.text


async def test_a_defect_in_a_command_is_a_sentence_for_the_caller(
    port: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(monkeypatch, port)
    answer = await port.ann.slash(port.general, "hi").reply()
    assert (answer.content, answer.visible_to) == (english().text("error.broken"), port.ann.user)
    assert SECRET not in caplog.text


async def test_a_defect_in_a_press_is_a_sentence_for_who_pressed(
    port: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = await port.says(port.ann, "!forget")
    failing(monkeypatch, port)
    pressed = port.ann.click(question, "no")
    told: list[Message] = await port.loopback.until(lambda: pressed.followups)
    assert (told[0].content, told[0].visible_to) == (english().text("error.broken"), port.ann.user)


def response(status: int) -> object:
    """As much of aiohttp's answer as discord.py's errors look at."""
    return type("Response", (), {"status": status, "reason": "because"})()


def http(kind: type[discord.HTTPException], status: int, code: int = 0) -> discord.HTTPException:
    return kind(response(status), {"code": code, "message": "secret"})  # type: ignore[arg-type]  # a stand-in


ERRORS: dict[str, Callable[[], BaseException]] = {
    "No libopus was found": lambda: RefusedTurn("opus.missing"),
    "restart your Discord": lambda: app_commands.CommandNotFound("secret", []),
    "in a server only": app_commands.NoPrivateMessage,
    "may not do that": app_commands.CheckFailure,
    "gave up waiting": lambda: http(discord.NotFound, 404, 10062),
    "was deleted": lambda: http(discord.NotFound, 404, 10003),
    "missing a permission": lambda: http(discord.Forbidden, 403),
    "in a minute": lambda: http(discord.DiscordServerError, 503),
    "went wrong on my side": lambda: http(discord.HTTPException, 400),
    "tell my owner": lambda: KeyError("secret"),
}


@pytest.mark.parametrize("says", ERRORS)
def test_every_kind_of_error_is_a_sentence(says: str) -> None:
    told = english().render(sentence(ERRORS[says]()))
    assert says in told
    assert told.endswith((".", "says"))
    assert "secret" not in told


def test_the_log_says_where_but_not_what(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ValueError, match=SECRET) as raised:
        int(SECRET)
    note(raised.value, "a test")
    note(RefusedTurn("error.said", sentence=SECRET), "a test")
    assert "ValueError in a test" in caplog.text
    assert "test_troubles.py" in caplog.text
    assert SECRET not in caplog.text


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
