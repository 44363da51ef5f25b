"""Who may what, and which files are taken: what is refused is a sentence."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import File

pytestmark = pytest.mark.slow

SEA = b'{"data": [{"input": "ahoy", "output": "hello"}, {"input": "hi", "output": "yo"}]}'
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
        ([File("photo.png", b"x", "image/png")], "*photo.png* holds no examples to learn from"),
        (
            [File("a.json", SEA), File("b.json", SEA)],
            "one file of examples at a time, and these are 2",
        ),
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
