"""Reactions, replies, the inbox, threads, the weekly line, and what is said on coming in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord

from tests.agent.channels.discord.harbour import harbour
from tests.agent.channels.discord.panels.conftest import Office


def watch(office: Office) -> None:
    """Wake who waits when a reaction was dealt with."""
    reactions = office.port.client._moderation.reactions
    rate = reactions._rate

    async def rated(*given: Any) -> None:
        await rate(*given)
        office.port.loopback.world.changes.notify()

    reactions._rate = rated  # type: ignore[method-assign, assignment]


async def asked(office: Office) -> str:
    """The mention that a question begins with, after something was taught."""
    await office.port.says(office.port.ann, "!correct where is the boat => at the pier")
    return office.port.loopback.world.bot.mention


async def test_thumbs_are_feedback_on_just_that_answer_and_count_once(office: Office) -> None:
    port = office.port
    robin = await asked(office)
    answer = await port.says(port.bob, f"{robin} where is the boat")
    await port.says(port.ann, "!hi")
    watch(office)
    for _ in range(100):
        port.bob.reacts(answer, "👍")
        port.bob.unreacts(answer, "👍")
    port.bob.reacts(answer, "👎")
    feedback = port.app.log.journal.feedback
    await port.loopback.until(lambda: len(feedback(workspace=office.workspace)) == 2)
    kept = feedback(workspace=office.workspace)
    assert [(f.rating, f.input, f.answer) for f in kept] == [
        (5, "where is the boat", "at the pier"),
        (1, "where is the boat", "at the pier"),
    ]


async def test_a_thumb_down_of_a_trainer_asks_for_a_better_answer(office: Office) -> None:
    port = office.port
    robin = await asked(office)
    answer = await port.says(port.bob, f"{robin} where is the boat")
    port.ann.reacts(answer, "👎")
    question = await port.ann.sees(port.general, after=answer)
    assert "where is the boat" in question.content
    learned = await port.says(port.ann, "at sea")
    assert learned.content.startswith("Learned: *where is the boat* gives *at sea*")


async def test_reactions_on_what_is_no_answer_change_nothing(office: Office) -> None:
    port = office.port
    hello = await port.says(port.bob, "!hi")
    theirs = port.bob.types(port.general, "hm")
    radio = port.loopback.person("radio", port.guild)
    radio.user.bot = True
    for person, message in ((port.ann, hello), (port.ann, theirs), (radio, hello)):
        person.reacts(message, "👎")
    assert (await port.says(port.bob, "!hi")).content.startswith("Hello")
    assert port.app.log.journal.feedback(workspace=office.workspace) == []


async def test_an_answer_from_before_the_start_is_known_by_its_question(office: Office) -> None:
    port = office.port
    robin = await asked(office)
    answer = await port.says(port.bob, f"{robin} where is the boat")
    watch(office)
    port.client.context.exchanges._known.clear()
    port.bob.reacts(answer, "👍")
    feedback = port.app.log.journal.feedback
    await port.loopback.until(lambda: feedback(workspace=office.workspace))
    assert feedback(workspace=office.workspace)[0].input == "where is the boat"


async def test_a_reply_corrects_the_answer_it_replies_to(office: Office) -> None:
    port = office.port
    robin = await asked(office)
    await port.says(port.ann, "!correct who cooks => Bob")
    first = await port.says(port.ann, f"{robin} where is the boat")
    await port.says(port.ann, f"{robin} who cooks")
    reply = port.ann.types(port.general, "no, it should be at sea", reply_to=first)
    told = await port.ann.sees(port.general, after=reply)
    assert told.content.startswith("Learned: *where is the boat* gives *at sea*")
    assert port.app.answering.answer(office.workspace, "who cooks").output == "Bob"


async def test_the_inbox_is_taught_merged_and_ignored_by_pressing(office: Office) -> None:
    port = office.port
    robin = await asked(office)
    for line in ("how deep is the water", "what do gulls eat", "purple *monkeys* @here"):
        await port.says(port.bob, f"{robin} {line}")
    panel = await port.ann.slash(port.general, "unanswered").reply()
    assert panel.content.startswith("3 questions I could not answer, in 3 groups")
    await port.ann.select(panel, "Look at which one?", "how deep is the water").acknowledgement()
    teaching = port.ann.click(panel, "Teach …")
    await teaching.form()
    await port.ann.submit(teaching, **{"What should I have answered?": "9 m"}).acknowledgement()
    assert panel.content.startswith("Learned for one sentence")
    await port.ann.select(panel, "Look at which one?", "purple *monkeys* @here").acknowledgement()
    await port.ann.click(panel, "Ignore").acknowledgement()
    assert panel.content.startswith("Dropped.")
    assert port.app.answering.answer(office.workspace, "how deep is the water").output == "9 m"
    refused = await port.bob.slash(port.general, "unanswered").reply()
    assert "trainer role" in refused.content


async def test_once_a_week_the_log_says_what_could_not_be_answered(office: Office) -> None:
    port = office.port
    robin = port.loopback.world.bot.mention
    await office.sets(f"log channel <#{office.log.id}>")
    await office.sets("weekly on")
    for line in ("how deep is the water", "how deep is the water", "what do gulls eat"):
        await port.says(port.bob, f"{robin} {line}")
    await port.client._moderation.tell_weekly()
    told = await office.logged("could not answer")
    assert told.content == (
        "3 questions I could not answer; two groups would cover three: !unanswered"
    )
    assert port.client._moderation.weekly.entry(office.workspace, datetime.now(UTC)) is None
    later = datetime.now(UTC) + timedelta(days=8)
    assert port.client._moderation.weekly.entry(office.workspace, later) is not None


async def test_a_lesson_goes_on_in_a_thread_where_that_is_wished(office: Office) -> None:
    port = office.port
    world = port.loopback.world
    may = discord.Permissions(create_public_threads=True)
    world.give_role(port.guild.members[world.bot.id], world.add_role(port.guild, "threads", may))
    await office.sets("lesson threads on")
    port.ann.types(port.general, "!train")
    await port.loopback.until(lambda: [c for c in world.channels.values() if c.parent])
    thread = next(c for c in world.channels.values() if c.parent)
    await port.ann.sees(thread)
    noted = await port.says(port.ann, "red => stop", where=thread)
    assert noted.content.startswith("*red* gives *stop*.")
    told = await office.mia.slash(port.general, "train").reply()
    assert told.content.startswith("Let us go on in <#")
    assert len([c for c in world.channels.values() if c.parent]) == 2


async def test_without_the_right_to_make_threads_a_lesson_is_held_where_it_began(
    office: Office,
) -> None:
    told = await office.sets("lesson threads on")
    assert "Create Public Threads (to hold a lesson in a thread of its own)" in told.content
    assert (await office.port.says(office.port.ann, "!train")).content
    doctor = await office.port.ann.slash(office.port.general, "doctor").reply()
    assert "Create Public Threads" in doctor.content


async def test_the_first_words_in_a_server_are_said_once(home: Path) -> None:
    async with harbour(home) as port:
        world, loopback = port.loopback.world, port.loopback
        guild = loopback.guild("Lagoon")
        lobby = loopback.text_channel(guild, "lobby")
        world.remove_guild(guild)
        world.readd_guild(guild)
        told = await port.loopback.until(lambda: next(iter(lobby.messages), None))
        assert "/settings" in told.content
        assert "I keep what I am taught" in told.content
        world.remove_guild(guild)
        world.readd_guild(guild)
        ann = loopback.person("ann2", guild)
        assert (await port.says(ann, "!hi", where=lobby)).content.startswith("Hello")
        assert len([m for m in lobby.messages if "/settings" in m.content]) == 1
