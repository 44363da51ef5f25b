"""What belongs to the status of a server besides the dialog."""

from agent.channels.discord.voice.sentences import unknown_voices
from messages import Message
from tests.agent.channels.discord.harbour import Harbour


def unknown(packets: int) -> list[Message]:
    return list(filter(None, [unknown_voices(packets, "bridge")]))


async def test_voices_that_were_nobodys_are_told_with_the_status(port: Harbour) -> None:
    port.client.context.remarks.append(lambda guild: unknown(500))
    await port.says(port.ann, "!status")
    told = await port.ann.sees(port.general, having=lambda m: "whose voice" in m.content)
    assert "bridge" in told.content
    assert "10" in told.content
    call = port.bob.slash(port.general, "status")
    await call.reply()
    later = (await port.loopback.until(lambda: call.followups))[0]
    assert "whose voice" in later.content


async def test_where_all_were_known_nothing_is_added(port: Harbour) -> None:
    port.client.context.remarks.append(lambda guild: unknown(3))
    await port.says(port.ann, "!status")
    assert (await port.says(port.ann, "!hi")).content.startswith("Hello")
    assert not any("whose voice" in m.content for m in port.general.messages)
