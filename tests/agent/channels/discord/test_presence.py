"""That the agent learns, and that it thinks, is seen."""

import asyncio

from tests.agent.channels.discord.harbour import Harbour


async def test_how_far_a_training_is_is_seen_and_goes_again(port: Harbour) -> None:
    watched = port.app.teaching._watched
    presences = port.loopback.gateway.presences
    watched(0.4)
    await port.loopback.until(lambda: presences)
    assert presences[-1]["activities"][0]["state"] == "learning, 40 %"
    watched(0.9)  # too soon after the other
    watched(None)
    await port.loopback.until(lambda: len(presences) == 2)
    assert presences[-1]["activities"] == []


async def test_an_answer_that_takes_its_time_is_announced(port: Harbour) -> None:
    thinking = port.client._thinking
    thinking._soon = 0.0
    answering = asyncio.Event()

    async def slow(*_: object) -> None:
        await answering.wait()

    port.client.context.runner.stepped = slow  # type: ignore[method-assign, assignment]
    port.client.context.runner.steps = lambda key: True  # type: ignore[method-assign]
    port.bob.types(port.general, "!hi")
    await port.loopback.until(lambda: port.loopback.world.typing)
    answering.set()
    assert port.loopback.world.typing[0] is port.general
