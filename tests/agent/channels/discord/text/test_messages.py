"""Messages as turns: who is spoken to, where it is answered, and what an answer looks like."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from agent.channels.discord import client
from agent.channels.discord.text.words import is_visible
from agent.dialog.session import SessionKey
from tests.agent.channels.discord.harbour import Harbour, agent, harbour
from tests.loopback import File, Loopback


async def test_a_command_is_answered_by_a_reply_that_pings_nobody(port: Harbour) -> None:
    question = port.ann.types(port.general, "!hi")
    answer = await port.ann.sees(port.general)
    assert answer.content.startswith("Hello, I'm Robin.")
    assert answer.reference is question
    assert answer.mentions == []


async def test_a_mention_is_answered_by_the_model(port: Harbour) -> None:
    mention = port.loopback.world.bot.mention
    answer = await port.says(port.ann, f"{mention} who are you")
    assert "the name my owner chose" in answer.content


async def test_a_bare_mention_is_a_call(port: Harbour) -> None:
    answer = await port.says(port.ann, port.loopback.world.bot.mention)
    assert answer.content.startswith("Ask me anything")


async def test_a_reply_to_the_agent_is_a_turn(port: Harbour) -> None:
    answer = await port.says(port.ann, "!hi")
    port.ann.types(port.general, "who are you", reply_to=answer)
    assert "my owner chose" in (await port.ann.sees(port.general, after=answer)).content


async def test_talk_among_people_is_left_alone(port: Harbour) -> None:
    port.ann.types(port.general, "who are you")
    port.ann.types(port.general, "@everyone who are you")
    port.ann.types(port.general, "!play a song")
    port.ann.types(port.general, f"{port.bob.user.mention} who are you")
    assert await port.quiet(port.ann)


async def test_a_misspelt_command_is_answered_with_the_nearest(port: Harbour) -> None:
    answer = await port.says(port.ann, "!trian")
    assert answer.content == "There is no command !trian. Did you mean !train?"


async def test_an_open_dialog_needs_no_mention_in_its_channel_only(port: Harbour) -> None:
    other = port.loopback.text_channel(port.guild, "other")
    await port.says(port.ann, "!train")
    port.ann.types(other, "good morning => hello friend")
    port.bob.types(port.general, "good morning => hello friend")
    port.ann.types(port.general, f"{port.bob.user.mention} look at this => that")
    answer = await port.says(port.ann, "one => first", "list")
    assert answer.content == "1. *one* gives *first*"
    assert other.messages[-1].author is port.ann.user


async def test_after_a_restart_a_dialog_goes_on_in_the_channel_where_it_was(home: Path) -> None:
    async with Loopback() as loopback:
        guild = loopback.guild()
        general, other = loopback.text_channel(guild), loopback.text_channel(guild, "other")
        ann, bob = loopback.person("ann", guild), loopback.person("bob", guild)
        async with agent(loopback, home):
            for line in ("!test", "who are you", "yes"):
                await ann.ask(general, line)
        async with agent(loopback, home):
            ann.types(other, "who are you")
            bob.types(general, "who are you")
            typed = ann.types(general, "who are you")
            away = await ann.sees(general, after=typed)
            assert away.content == "I was away.\nWe were testing, one case done. Go on?"
            asked = await ann.sees(general, after=away)
            assert asked.content.startswith("I'd answer")
            assert len(other.messages) == 1


async def test_every_message_counts_in_named_channels_and_alone_with_the_agent(home: Path) -> None:
    async with harbour(home, channels="ask-robin, 12") as port:
        named = port.loopback.text_channel(port.guild, "Ask-Robin")
        for channel in (named, port.ann.direct):
            answer = await port.says(port.ann, "who are you", where=channel)
            assert "my owner chose" in answer.content


async def test_servers_and_direct_messages_are_workspaces_of_their_own(port: Harbour) -> None:
    sea = port.loopback.guild("Sea")
    deck, cat = port.loopback.text_channel(sea, "deck"), port.loopback.person("cat", sea)
    await port.says(port.ann, "!correct ahoy => Ahoy, Ann!")
    learned = await port.says(port.ann, f"{port.loopback.world.bot.mention} ahoy")
    assert learned.content == "Ahoy, Ann!"
    alone = await port.says(port.ann, "ahoy", where=port.ann.direct)
    cat.types(deck, f"{port.loopback.world.bot.mention} ahoy")
    at_sea = await cat.sees(deck, having=lambda m: m.reference is not None)
    assert "Ann" not in alone.content + at_sea.content


async def test_answers_call_people_and_places_by_name(port: Harbour) -> None:
    lesson = "!correct ahoy => Ahoy {user} of {server} in {channel}, {nobody}!"
    for where, call in ((port.general, port.loopback.world.bot.mention), (port.ann.direct, "")):
        await port.says(port.ann, lesson, where=where)
        answer = await port.says(port.ann, f"{call} ahoy", where=where)
        named = where is port.general
        place = f"{port.guild.name} in {port.general.name}" if named else "{server} in {channel}"
        assert answer.content == f"Ahoy {port.ann.user.name} of {place}, {{nobody}}!"


async def test_without_message_content_mentions_and_direct_messages_work(home: Path) -> None:
    intents = discord.Intents(guilds=True, messages=True)
    async with harbour(home, intents=intents, channels="general") as port:
        port.loopback.faults.privileged_intents = False
        port.ann.types(port.general, "!hi")
        answer = await port.says(port.ann, f"{port.loopback.world.bot.mention} who are you")
        assert "my owner chose" in answer.content
        assert "message content intent is off" in "".join(port.announced)


async def test_a_file_is_read_and_reviewed(port: Harbour) -> None:
    content = b'{"data": [{"input": "ahoy", "output": "hello"}, {"input": "hi", "output": "yo"}]}'
    port.ann.types(port.general, "!train", files=[File("sea.json", content)])
    answer = await port.ann.sees(port.general)
    assert answer.content.startswith("I read 2 examples with 2 different answers")


async def test_turns_keep_their_order_while_a_file_is_fetched(port: Harbour) -> None:
    content = b'{"data": [{"input": "ahoy", "output": "hello"}, {"input": "hi", "output": "yo"}]}'
    port.ann.types(port.general, "!train", files=[File("sea.json", content)])
    port.ann.types(port.general, "no")
    told = await port.ann.sees(port.general, having=lambda m: "Not trained" in m.content)
    assert told.content == "Not trained, and nothing was changed."


async def test_what_is_taught_formats_nothing_where_it_is_shown_as_an_example(
    port: Harbour,
) -> None:
    await port.says(port.ann, "!train", "bait => **free** [here](https://evil.example)")
    answer = await port.says(port.ann, "list")
    assert r"\*\*free\*\* \[here](" in answer.content


async def test_a_long_answer_is_split_and_a_very_long_one_is_a_file(port: Harbour) -> None:
    answer = await port.says(port.ann, "!help")
    assert len(answer.content) <= 2_000
    await port.says(port.ann, "!train")
    for number in range(40):
        await port.says(port.ann, f"{number} {'word ' * 15} => {'answer ' * 5}{number}")
    first = await port.says(port.ann, "list")
    whole = await port.ann.sees(port.general, having=lambda m: "40. " in m.content)
    assert first.content.startswith("1. ")
    assert max(len(message.content) for message in port.general.messages) <= 2_000
    assert whole.id > first.id
    for number in range(40, 80):
        await port.says(port.ann, f"{number} {'word ' * 15} => {'answer ' * 5}{number}")
    filed = await port.says(port.ann, "list")
    assert [file.filename for file in filed.attachments] == ["answer.txt"]
    assert b"80. " in filed.attachments[0].content


async def test_progress_stays_in_one_message(port: Harbour) -> None:
    await port.says(port.ann, "!train", "one => first", "two => second")
    port.ann.types(port.general, "done")
    await port.ann.sees(port.general, having=lambda m: "Use it?" in m.content)
    bars = [m for m in port.general.messages if "█" in m.content or "░" in m.content]
    assert len(bars) == 1
    assert bars[0].content.endswith(" 100 %")


async def test_the_picture_of_a_report_comes_with_its_details(port: Harbour) -> None:
    tides = [f"is it {when} tide => low" for when in ("now", "today", "still", "soon")]
    boats = [f"when does the {what} boat leave => noon" for what in ("next", "last", "red", "big")]
    await port.says(port.ann, "!train", *tides, *boats)
    port.ann.types(port.general, "done")
    await port.ann.sees(port.general, having=lambda m: "Use it?" in m.content)
    port.ann.types(port.general, "details")
    drawn = await port.ann.sees(port.general, having=lambda m: bool(m.attachments))
    assert [file.filename[-4:] for file in drawn.attachments] == [".png"]


async def test_a_dialog_goes_on_after_a_gateway_drop(port: Harbour) -> None:
    await port.says(port.ann, "!train", "one => first")
    await port.loopback.gateway.drop()
    port.ann.types(port.general, "two => second")
    answer = await port.ann.sees(port.general, having=lambda m: "2 examples" in m.content)
    assert "Next" in answer.content


async def test_a_dialog_goes_on_after_a_restart(home: Path) -> None:
    async with Loopback() as loopback:
        ann = loopback.person("ann")
        async with agent(loopback, home):
            await ann.ask(ann.direct, "!train")
            await ann.ask(ann.direct, "one => first")
        async with agent(loopback, home):
            away = await ann.ask(ann.direct, "two => second")
            answer = await ann.sees(ann.direct, after=away)
    assert away.content.startswith("I was away.")
    assert answer.content == "*two* gives *second*.\n2 examples so far. Next, or done?"


TAUGHT = (
    "https://example.org/a_b_c?x=*1*",
    "<:anchor:123456789012345678> **hoist** ||the sail|| `now`",
    "```sh\nmake run\n```",
    "see <#123456789012345678> and [here](https://example.org)",
    "# A heading\n- one\n- two",
)


@pytest.mark.parametrize("answer", TAUGHT)
async def test_an_answer_comes_out_as_it_was_taught(port: Harbour, answer: str) -> None:
    await port.says(port.ann, f"!correct ahoy => {answer}")
    asked = await port.says(port.ann, f"{port.loopback.world.bot.mention} ahoy")
    assert asked.content == answer


async def test_an_answer_pings_nobody_whatever_was_taught(port: Harbour) -> None:
    loud = f"@everyone and {port.bob.user.mention}, look"
    await port.says(port.ann, f"!correct ahoy => {loud}")
    asked = await port.says(port.ann, f"{port.loopback.world.bot.mention} ahoy")
    assert (asked.mentions, asked.mention_everyone) == ([], False)
    assert asked.content == loud.replace("@everyone", "@\u200beveryone")


@pytest.mark.parametrize("answer", ["\u200b\u200b", "\u2800", "\u3164 \u00ad"])
async def test_a_message_of_nothing_visible_is_never_posted(port: Harbour, answer: str) -> None:
    await port.says(port.ann, f"!correct ahoy => {answer}")
    await port.says(port.ann, f"{port.loopback.world.bot.mention} ahoy")
    said = [m.content for m in port.general.messages if m.author is port.loopback.world.bot]
    assert all(is_visible(content) for content in said)


async def test_a_mistyped_message_may_be_edited(port: Harbour) -> None:
    typed = port.ann.types(port.general, "!trian")
    wrong = await port.ann.sees(port.general)
    port.ann.edits(typed, "!train")
    answer = await port.ann.sees(port.general, after=wrong)
    assert port.client.context.runner.standing.state(_key(port)) == "awaiting_data"
    typed = port.ann.types(port.general, "ahoy => helo")
    wrong = await port.ann.sees(port.general, after=answer)
    port.ann.edits(typed, "ahoy => hello")
    right = await port.ann.sees(
        port.general, after=wrong, having=lambda m: "*ahoy* gives *hello*" in m.content
    )
    answer = await port.says(port.ann, "list")
    assert answer.id > right.id
    assert answer.content == "1. *ahoy* gives *hello*"


async def test_an_edit_of_several_lessons_takes_all_of_them_back(port: Harbour) -> None:
    await port.says(port.ann, "!train", "sail => hoist")
    typed = port.ann.types(port.general, "ahoy => hello\nbye => helo")
    await port.ann.sees(port.general, after=typed)
    port.ann.edits(typed, "ahoy => hello\nbye => hello")
    await port.ann.sees(port.general, having=lambda m: "*bye* gives *hello*" in m.content)
    answer = await port.says(port.ann, "list")
    assert answer.content == (
        "1. *sail* gives *hoist*\n2. *ahoy* gives *hello*\n3. *bye* gives *hello*"
    )


async def test_an_edit_of_something_earlier_or_of_long_ago_is_left_alone(
    port: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = port.ann.types(port.general, "!hi")
    await port.ann.sees(port.general)
    await port.says(port.ann, "!help")
    port.ann.edits(first, "!train")
    monkeypatch.setattr(client, "EDIT_SECONDS", -1)
    last = port.ann.types(port.general, "!hi")
    await port.ann.sees(port.general, after=last)
    port.ann.edits(last, "!train")
    await port.says(port.ann, "!status")
    assert port.client.context.runner.standing.state(_key(port)) == "idle"


def _key(port: Harbour) -> SessionKey:
    return SessionKey(str(port.ann.user.id), f"guild-{port.guild.id}")


async def test_in_named_channels_what_is_for_somebody_else_is_left_alone(home: Path) -> None:
    async with harbour(home, channels="general") as port:
        said = port.bob.types(port.general, f"{port.ann.user.mention} hello")
        port.ann.types(port.general, f"{port.bob.user.mention} who are you")
        port.ann.types(port.general, "who are you", reply_to=said)
        assert await port.quiet(port.ann)
