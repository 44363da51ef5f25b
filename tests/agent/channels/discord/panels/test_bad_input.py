"""What goes wrong: files under approval, members who left, words that look like mentions."""

import json

from tests.agent.channels.discord.panels.conftest import Office
from tests.loopback import File


def lesson(lines: int) -> File:
    rows = [{"input": f"when is {n}", "output": f"at {n % 2}"} for n in range(lines)]
    return File("club.json", json.dumps({"data": rows}).encode())


async def test_a_file_of_a_member_waits_and_a_long_one_is_refused_at_once(office: Office) -> None:
    port = office.port
    await office.sets("approval on")
    asked = port.bob.types(port.general, "!train", files=[lesson(300)])
    told = await port.bob.sees(port.general, after=asked)
    assert "at most 200 can wait" in told.content
    await port.says(port.bob, "!cancel")
    asked = port.bob.types(port.general, "!train", files=[lesson(6)])
    await port.bob.sees(port.general, after=asked)
    port.bob.types(port.general, "yes")
    await port.bob.sees(port.general, having=lambda m: "wait for a trainer now" in m.content)
    (waits,) = port.app.waiting.waiting(office.workspace)
    assert len(waits.lines) == 6
    assert not port.app.stores.of(office.workspace).datasets.names()
    await port.says(port.ann, "!pending take all")
    assert port.app.answering.answer(office.workspace, "when is 3").output == "at 1"


async def test_what_a_member_taught_who_left_is_still_taken_and_taken_back(office: Office) -> None:
    port = office.port
    await office.sets("approval on")
    await port.says(port.bob, "!correct ahoy => hello sailor")
    del port.guild.members[port.bob.user.id]
    port.ann.types(port.general, "!pending take all")
    await port.ann.sees(port.general, having=lambda m: m.content.startswith("Taken"))
    port.ann.types(port.general, f"!undo {port.bob.user.mention}")
    await port.ann.sees(port.general, having=lambda m: m.content.startswith("Take back all"))
    port.ann.types(port.general, "yes")
    await port.ann.sees(port.general, having=lambda m: "I took back one change" in m.content)
    assert port.app.answering.answer(office.workspace, "ahoy").output == ""


async def test_nothing_that_looks_like_a_mention_calls_anybody(office: Office) -> None:
    port = office.port
    await office.sets(f"log channel <#{office.log.id}>")
    loud = f"@everyone @here {port.bob.user.mention} **x** `y` ||z||"
    await port.says(port.ann, f"!correct {loud} => {loud}")
    await office.logged("corrected me")
    await port.says(port.ann, "!who", f"{port.loopback.world.bot.mention} {loud}", "!taught")
    await port.ann.slash(port.general, "who", words="everyone").reply()
    bot = port.loopback.world.bot
    ours = [m for c in (port.general, office.log) for m in c.messages if m.author is bot]
    assert len(ours) > 5
    assert not any(m.mention_everyone or m.mentions for m in ours)


async def test_a_thumb_in_a_direct_message_counts_after_a_restart(office: Office) -> None:
    port = office.port
    bob = port.bob
    await bob.ask(bob.direct, "!correct where is the boat => at the pier")
    answer = await bob.ask(bob.direct, "where is the boat")
    port.client._connection._users.clear()
    bob.reacts(answer, "👍")
    rated = port.app.log.journal.feedback
    await port.loopback.until(lambda: rated(workspace=f"direct-{bob.user.id}"))
    (thumb,) = rated(workspace=f"direct-{bob.user.id}")
    assert (thumb.rating, thumb.answer) == (5, "at the pier")
