"""Whose sound is decrypted: never another bot's, whatever anybody agreed to."""

from pathlib import Path

import pytest

from agent.channels.discord.voice.hearable import Hearable
from tests.agent.channels.discord.harbour import harbour


@pytest.mark.parametrize("opt_in", [True, False])
async def test_a_bot_that_sends_sound_is_not_heard(home: Path, opt_in: bool) -> None:
    async with harbour(home, consent="opt-in" if opt_in else "everyone") as port:
        world = port.loopback.world
        radio = world.add_user("radio", bot=True)
        world.add_member(port.guild, radio)
        robin = port.client.guilds[0]
        await port.loopback.until(lambda: robin.get_member(world.bot.id))
        hearable = Hearable(port.app.consents, port.app.governing.of)
        for user in (world.bot.id, port.ann.user.id):
            hearable.keep(robin, user, True)
        assert not hearable(robin, world.bot.id)
        assert hearable(robin, port.ann.user.id)
