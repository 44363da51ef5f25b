"""The log channel: who changed what, to be taken back; and what waits for a trainer."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import discord

from agent.channels.discord.panels.log_channel import Entry, LogChannel
from agent.learning.dataset import parse
from messages import Message as Line
from tests.agent.channels.discord.harbour import agent
from tests.agent.channels.discord.panels.conftest import Office
from tests.loopback import Loopback
from tests.loopback.interactions import walk
from tests.loopback.messages import Message

NOW = datetime(2026, 5, 1, tzinfo=UTC)


async def test_a_correction_is_logged_and_taken_back_by_its_button(office: Office) -> None:
    port = office.port
    await office.sets(f"log channel <#{office.log.id}>")
    await port.says(port.ann, "!correct where is the **key** => below the @everyone mat")
    entry = await office.logged("corrected me")
    assert f"<@{port.ann.user.id}> corrected me" in entry.content
    assert "*where is the \\*\\*key\\*\\**" in entry.content
    assert not entry.mention_everyone
    number = entry.content[1 : entry.content.index(":")]
    refused = await port.bob.click(entry, f"Undo #{number}").reply()
    assert "trainer role" in refused.content
    first, second = (who.click(entry, f"Undo #{number}") for who in (port.ann, office.mia))
    told = sorted([await first.reply(), await second.reply()], key=lambda m: m.content)
    assert told[0].content == f"{number} was taken back already."
    assert told[1].content.startswith(f"Taken back: #{number}, ")
    assert {m.visible_to for m in told} == {port.ann.user, office.mia.user}
    back = await office.logged("took back", after=entry)
    assert "taken back" not in back.content
    await port.loopback.until(lambda: not entry.components)
    assert port.app.answering.answer(office.workspace, "where is the key").output == ""


async def test_who_taught_is_told_and_undone_by_number_and_by_person(office: Office) -> None:
    port = office.port
    await port.says(port.ann, "!correct red => stop", "!correct green => go")
    told = await port.says(port.bob, "!who taught green")
    assert f"<@{port.ann.user.id}> corrected me: *green* gives *go*" in told.content
    number = told.content[1 : told.content.index(",")]
    assert "Taken back" in (await port.says(port.ann, f"!undo {number}")).content
    assert "already" in (await port.says(port.ann, f"!undo {number}")).content
    assert "no change 99999" in (await port.says(port.ann, "!undo 99999")).content
    asked = await port.says(office.mia, f"!undo {port.ann.user.mention}")
    assert asked.content.startswith("Take back all that")
    done = await port.says(office.mia, "yes")
    assert "I took back one change" in done.content
    assert port.app.answering.answer(office.workspace, "red").output == ""


async def test_a_setting_is_taken_back_by_who_manages_only(office: Office) -> None:
    port = office.port
    await office.sets("sure 70")
    told = await port.says(port.ann, "!who sure")
    number = told.content[1 : told.content.index(",")]
    assert "right to manage" in (await port.says(port.ann, f"!undo {number}")).content
    await port.says(office.mia, f"!undo {number}")
    assert port.app.governing.of(office.workspace).sure == 0


async def test_a_log_channel_that_was_deleted_keeps_nobody_from_teaching(office: Office) -> None:
    port = office.port
    await office.sets(f"log channel <#{office.log.id}>")
    port.loopback.world.remove_channel(office.log)
    await port.loopback.until(lambda: not port.client.get_channel(office.log.id))
    learned = await port.says(port.ann, "!correct a => b")
    assert learned.content.startswith("Learned")
    assert (await port.says(port.ann, "!who taught a")).content.startswith("#")


async def test_what_members_teach_waits_and_is_taken_from_the_log(office: Office) -> None:
    port = office.port
    refused = await port.says(port.bob, "!correct ahoy => hello sailor")
    assert "trainer role" in refused.content
    await office.sets("approval on")
    await office.sets(f"log channel <#{office.log.id}>")
    waits = await port.says(port.bob, "!correct ahoy => hello sailor")
    assert waits.content.startswith("Thank you: *ahoy* waits for a trainer now.")
    assert port.app.answering.answer(office.workspace, "ahoy").output == ""
    entry = await office.logged("Waiting")
    (proposal,) = port.app.waiting.waiting(office.workspace)
    refused = await port.bob.click(entry, f"Take #{proposal.id}").reply()
    assert "trainer role" in refused.content
    both = [who.click(entry, f"Take #{proposal.id}") for who in (port.ann, office.mia)]
    told = sorted([(await pressed.reply()).content for pressed in both])
    assert told[0].startswith("Taken: ")
    assert told[1].startswith("That does not wait any more")
    assert port.app.answering.answer(office.workspace, "ahoy").output == "hello sailor"
    news = await port.says(port.bob, "!hi")
    later = await port.bob.sees(port.general, having=lambda m: "A trainer took" in m.content)
    assert news and later


async def test_the_panel_of_what_waits_is_paged_searched_and_settled_by_person(
    office: Office,
) -> None:
    port = office.port
    await office.sets("approval on")
    for n in range(12):
        await port.says(port.bob, f"!correct question {n} => answer {n}")
    panel = await port.ann.slash(port.general, "pending").reply()
    assert panel.content.startswith("12 lessons wait for a trainer (page 1 of 2)")
    await port.ann.click(panel, "▶").acknowledgement()
    assert "question 11" in panel.content
    searching = port.ann.click(panel, "Search …")
    await searching.form()
    await port.ann.submit(searching, words="question 7").acknowledgement()
    assert panel.content.startswith("One lesson waits")
    number = next(p.id for p in port.app.waiting.waiting(office.workspace) if "7" in p.lines[0][0])
    await port.ann.select(panel, "Look at which one?", str(number)).acknowledgement()
    await port.ann.click(panel, "Take").acknowledgement()
    assert panel.content.startswith("Taken: ")
    await port.ann.select(panel, "Look at which one?", str(number + 1)).acknowledgement()
    await port.ann.click(panel, "Drop all of theirs").acknowledgement()
    assert port.app.waiting.waiting(office.workspace) == []
    assert port.app.answering.answer(office.workspace, "question 7").output == "answer 7"


async def test_forty_teach_at_once_and_two_trainers_take_it(office: Office) -> None:
    port = office.port
    await office.sets("approval on")
    people = [port.loopback.person(f"p{n}", port.guild) for n in range(40)]
    for n, person in enumerate(people):
        person.types(port.general, f"!correct thing {n} => it {n}")
    waiting = port.app.waiting.waiting
    await port.loopback.until(lambda: len(waiting(office.workspace)) == 40)
    taken = [who.slash(port.general, "pending", words="take all") for who in (port.ann, office.mia)]
    await asyncio.gather(*(each.reply() for each in taken))
    assert waiting(office.workspace) == []
    kept = port.app.log.journal.corrections(workspace=office.workspace)
    assert sorted(c.input for c in kept) == sorted(f"thing {n}" for n in range(40))
    assert (
        len([c for c in port.app.log.changes.latest(office.workspace) if c.kind == "approved"])
        == 40
    )


async def test_a_lesson_whose_dataset_is_gone_waits_on(office: Office) -> None:
    port = office.port
    await office.sets("approval on")
    store = port.app.stores.of(office.workspace).datasets
    store.save("sea", parse(b'{"data": [{"input": "a", "output": "b"}]}', "sea.json"))
    store.select("sea")
    await port.says(port.bob, "!correct c => d")
    store.remove("sea")
    told = await port.says(port.ann, "!pending take all")
    assert told.content.startswith("The dataset *sea* that this was for is gone")
    assert len(port.app.waiting.waiting(office.workspace)) == 1


async def test_what_was_dropped_can_be_had_back_by_its_button(office: Office) -> None:
    port = office.port
    await office.sets("approval on")
    await office.sets(f"log channel <#{office.log.id}>")
    await port.says(port.bob, "!correct ahoy => hello sailor")
    entry = await office.logged("Waiting")
    (waits,) = port.app.waiting.waiting(office.workspace)
    await port.ann.click(entry, f"Drop #{waits.id}").reply()
    await port.loopback.until(lambda: not entry.components)
    dropped = await office.logged("dropped what")
    assert f"<@{port.bob.user.id}> taught: *ahoy* gives *hello sailor*" in dropped.content
    number = dropped.content[1 : dropped.content.index(":")]
    await port.ann.click(dropped, f"Undo #{number}").reply()
    (again,) = port.app.waiting.waiting(office.workspace)
    assert (again.user, again.lines) == (waits.user, waits.lines)
    await port.says(office.mia, f"!undo {port.bob.user.mention}", "yes")
    assert port.app.waiting.waiting(office.workspace) == []


async def test_a_flood_of_changes_is_cut_short(office: Office) -> None:
    await office.sets(f"log channel <#{office.log.id}>")
    before = len(office.log.messages)
    log = LogChannel(office.port.client, office.port.client.context)
    for n in range(60):
        log.write(office.workspace, Entry(Line("log.waits", {"told": f"thing {n}"})))
    told = await office.logged("more: !who lists")
    assert len(office.log.messages) == before + 1
    assert told.content.count("thing") == 5
    assert "55 more" in told.content


async def test_what_is_settled_in_the_panel_or_by_a_command_has_no_buttons_in_the_log(
    office: Office,
) -> None:
    port = office.port
    await office.sets("approval on")
    await office.sets(f"log channel <#{office.log.id}>")
    await port.says(port.bob, "!correct ahoy => hello sailor")
    await port.says(port.bob, "!correct adieu => farewell")
    first = await office.logged("ahoy")
    second = await office.logged("adieu")
    panel = await port.ann.slash(port.general, "pending").reply()
    one, other = (p.id for p in port.app.waiting.waiting(office.workspace))
    await port.ann.select(panel, "Look at which one?", str(one)).acknowledgement()
    await port.ann.click(panel, "Take").acknowledgement()
    await port.loopback.until(lambda: "Take #" not in labels(first))
    await port.says(port.ann, f"!pending drop {other}")
    await port.loopback.until(lambda: not labels(second).strip())
    taken = await office.logged("took what")
    number = taken.content[1 : taken.content.index(":")]
    await port.says(port.ann, f"!undo {number}")
    await port.loopback.until(lambda: f"Undo #{number}" not in labels(taken))
    left = "".join(map(labels, (first, second, taken)))
    assert not any(verb in left for verb in ("Take #", "Drop #"))


async def test_who_is_undone_loses_what_waits_and_can_have_it_back(office: Office) -> None:
    port = office.port
    await office.sets("approval on")
    await office.sets(f"log channel <#{office.log.id}>")
    await port.says(port.bob, "!correct ahoy => hello sailor")
    entry = await office.logged("ahoy")
    await port.says(office.mia, f"!undo {port.bob.user.mention}", "yes")
    await port.loopback.until(lambda: not entry.components)
    dropped = await office.logged("dropped what")
    number = dropped.content[1 : dropped.content.index(":")]
    await port.ann.click(dropped, f"Undo #{number}").reply()
    again = await office.logged("Waiting", after=dropped)
    assert "Take #" in labels(again)


async def test_buttons_of_an_earlier_run_go_with_what_they_are_about(home: Path) -> None:
    async with Loopback() as loopback:
        guild = loopback.guild()
        general, log = loopback.text_channel(guild), loopback.text_channel(guild, "log")
        mia, bob = loopback.person("mia", guild), loopback.person("bob", guild)
        manager = loopback.world.add_role(guild, "mods", discord.Permissions(manage_guild=True))
        loopback.world.give_role(guild.members[mia.user.id], manager)
        async with agent(loopback, home):
            for line in ("approval on", f"log channel <#{log.id}>"):
                await mia.ask(general, f"!settings {line}")
            await bob.ask(general, "!correct ahoy => hello sailor")
            entry = await mia.sees(log, having=lambda m: "Waiting" in m.content)
        async with agent(loopback, home):
            assert entry.components
            mia.types(general, "!pending take all")
            await mia.sees(general, having=lambda m: m.content.startswith("Taken:"))
            await loopback.until(lambda: not entry.components)


def labels(message: Message) -> str:
    """What can be pressed."""
    return " ".join(str(each.get("label", "")) for each in walk(message.components))


async def test_who_taught_takes_back_what_waits_of_it(office: Office) -> None:
    port = office.port
    await office.sets("approval on")
    await office.sets("log channel #log")
    await port.says(port.bob, "!correct ahoy => hello sailor")
    entry = await office.logged("ahoy")
    told = await port.says(port.bob, "!undo")
    assert told.content == "Taken back: *ahoy* no longer waits for a trainer."
    await port.loopback.until(lambda: not entry.components)
    assert (await port.says(port.bob, "!undo")).content == "There is nothing to take back."
    logged = await office.logged("took back what waited of theirs")
    assert f"<@{port.bob.user.id}>" in logged.content
    number = logged.content[1 : logged.content.index(":")]
    await port.says(port.ann, f"!undo {number}")
    assert len(port.app.waiting.waiting(office.workspace)) == 1


async def test_of_whom_nothing_is_known_that_is_said(office: Office) -> None:
    port = office.port
    told = await port.says(port.ann, "!undo @bob", "yes")
    assert told.content.startswith("I know of nothing that bob taught or changed here")
    told = await port.says(port.ann, "!pending take @bob")
    assert told.content.startswith("Nothing of bob waits for a trainer; mention the person")
