"""Pictures and files that come along with a lesson are answered with."""

from agent.storage.attachments import path_of
from tests.agent.channels.discord.harbour import Harbour
from tests.loopback import File

CAT = File("Cat 1.png", b"\x89PNG meow", "image/png")


async def test_a_picture_is_taught_and_answered_with(port: Harbour) -> None:
    port.ann.types(port.ann.direct, "when I say cat you answer look at her", files=[CAT])
    noted = await port.ann.sees(port.ann.direct)
    assert noted.content.startswith("*cat* gives *look at her {file:cat-1.png}*.")
    port.ann.types(port.ann.direct, "!correct cat => look at her", files=[CAT])
    learned = await port.ann.sees(port.ann.direct, after=noted)
    assert learned.content.startswith("Learned: *cat* gives *look at her {file:cat-1.png}*.")
    await port.says(port.ann, "!cancel", where=port.ann.direct)
    answer = await port.says(port.ann, "cat", where=port.ann.direct)
    assert answer.content == "look at her"
    assert [(f.filename, f.content) for f in answer.attachments] == [("cat-1.png", CAT.content)]


async def test_a_picture_alone_is_an_answer_that_can_be_corrected(port: Harbour) -> None:
    me = port.loopback.world.bot.mention
    port.ann.types(port.general, "!correct cat =>", files=[CAT])
    await port.ann.sees(port.general)
    answer = await port.says(port.ann, f"{me} cat")
    assert (answer.content, len(answer.attachments)) == ("", 1)
    assert answer.components
    dog = File("dog.png", b"woof", "image/png")
    port.ann.types(port.general, "!correct this one", files=[dog])
    await port.ann.sees(port.general, after=answer)
    answer = await port.says(port.ann, f"{me} cat")
    assert [file.filename for file in answer.attachments] == ["dog.png"]


async def test_what_is_too_large_to_answer_with_is_refused(port: Harbour) -> None:
    large = File("cat.png", bytes(9 << 20), "image/png")
    port.ann.types(port.ann.direct, "cat =>", files=[large])
    told = await port.ann.sees(port.ann.direct)
    assert told.content == "cat.png has 9 MB, and what I answer with may have 8 MB at most."


async def test_who_may_not_teach_leaves_no_file(port: Harbour) -> None:
    port.bob.types(port.general, "!train cat =>", files=[CAT])
    await port.bob.sees(port.general)
    workspace = port.app.stores.of(f"guild-{port.guild.id}").workspace
    assert not workspace.datasets.joinpath("files").exists()


async def test_a_file_that_is_gone_is_named_in_the_answer(port: Harbour) -> None:
    port.ann.types(port.ann.direct, "!correct cat => look", files=[CAT])
    await port.ann.sees(port.ann.direct)
    workspace = port.app.stores.of(f"direct-{port.ann.user.id}").workspace
    workspace.resolve(path_of("cat-1.png")).unlink()
    answer = await port.says(port.ann, "cat", where=port.ann.direct)
    assert (answer.content, answer.attachments) == ("look {file:cat-1.png}", [])
