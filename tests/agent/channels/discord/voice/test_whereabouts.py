"""Coming back into voice after a restart, and going on there."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.channels.discord.voice.voice import with_voice
from agent.channels.discord.voice.whereabouts import KEPT, Whereabouts
from agent.channels.spoken.room import Line
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from tests.agent.channels.discord.harbour import agent
from tests.loopback import Loopback
from tests.speech.voices import MODEL


async def test_the_places_are_known_to_the_next_run(tmp_path: Path) -> None:
    here = Whereabouts(tmp_path)
    for guild, place in ((1, (2, 3)), (4, (5, 6)), (1, None)):
        await here.keep(guild, place)
    assert await Whereabouts(tmp_path).places() == {4: (5, 6)}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b'{"1": [2]}', b"\xff"])
async def test_a_file_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / KEPT
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    here = Whereabouts(tmp_path)
    assert await here.places() == {}
    await here.keep(1, (2, 3))
    assert await Whereabouts(tmp_path).places() == {1: (2, 3)}


async def test_after_a_restart_it_comes_back_and_each_goes_on(home: Path) -> None:
    async with Loopback() as loopback:
        guild = loopback.guild()
        general, bridge = loopback.text_channel(guild), loopback.voice_channel(guild)
        ann, bot = loopback.person("ann", guild), loopback.world.bot.id
        ann.joins(bridge, deaf=True)
        key = SessionKey(str(ann.user.id), f"guild-{guild.id}")
        async with agent(loopback, home, vosk_model_path=MODEL) as (app, client, _):
            commands = with_voice(client, app)
            await ann.ask(general, "!join")
            room = commands._rooms[guild.id]
            conversation = room.listeners._conversation(ann.user.id)
            app.runner.submit(key, Said("feedback", spoken=True), conversation)
            await app.runner.stepped(key)
            await commands.close()
        await loopback.until(lambda: bot not in guild.voice_states)
        lines: list[Line] = []
        async with agent(loopback, home, vosk_model_path=MODEL) as (app, client, _):
            commands = with_voice(client, app, lines.append)
            for go_on in client.context.resuming:
                await go_on()
            assert guild.voice_states[bot].channel is bridge
            await app.runner.stepped(key)
            await commands.close()
    assert [line.key for line in lines] == [key]
    assert lines[0].text.startswith("I was away. ")
    assert lines[0].text.endswith("One to five?")


@pytest.mark.parametrize("how", ["left", "deserted", "put out"])
async def test_where_it_was_told_to_leave_or_nobody_is_left_it_stays_away(
    home: Path, how: str
) -> None:
    async with Loopback() as loopback:
        guild = loopback.guild()
        general, bridge = loopback.text_channel(guild), loopback.voice_channel(guild)
        ann, bot = loopback.person("ann", guild), loopback.world.bot.id
        voice = ann.joins(bridge, deaf=True)
        async with agent(loopback, home, vosk_model_path=MODEL) as (app, client, _):
            commands = with_voice(client, app)
            await ann.ask(general, "!join")
            if how == "left":
                await ann.ask(general, "!leave")
            elif how == "put out":
                await loopback.voice_gateway.kick(guild)
                await loopback.until(lambda: not commands._rooms)
            await commands.close()
        if how == "deserted":
            voice.leave()
        async with agent(loopback, home, vosk_model_path=MODEL) as (app, client, _):
            commands = with_voice(client, app)
            await commands.resume()
            assert bot not in guild.voice_states
            assert await Whereabouts(home).places() == {}
            await commands.close()
