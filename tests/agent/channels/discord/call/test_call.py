"""Joining, staying and leaving, with an unpatched discord.py."""

from __future__ import annotations

import asyncio

import pytest
from discord.voice_state import ConnectionFlowState

from agent.channels.discord.call.call import Call
from agent.channels.discord.call.connection import MOVE_SECONDS
from agent.channels.discord.call.receiver import Receiver
from agent.channels.discord.call.trouble import JoinError, Trouble
from tests.agent.channels.discord.call.conftest import Scene
from tests.agent.channels.discord.call.sounds import (
    SPEECH,
    TRAILING,
    WHOLE,
    decoded,
    pieces,
    tone,
)
from tests.loopback.changes import PATIENCE
from tests.loopback.opus import SILENCE


async def test_a_change_of_state_while_beginning_to_wait_is_noticed(scene: Scene) -> None:
    async with scene.call() as call:
        assert call.client is not None
        connection, wanted = call.client._connection, ConnectionFlowState.got_ip_discovery
        waiting = asyncio.create_task(connection._wait_for_state(wanted, timeout=1))
        await asyncio.sleep(0)  # it has looked, and now goes to wait
        connection.state = wanted
        await waiting
        connection.state = ConnectionFlowState.connected


@pytest.mark.parametrize("drop", ["4006", "4009", "4014", "move"])
async def test_a_listening_bot_reconnects_and_hears_again(scene: Scene, drop: str) -> None:
    gateway = scene.loopback.voice_gateway
    async with scene.call() as call:
        voice = await scene.voice()
        await voice.speak(SPEECH[:5])
        await scene.hears(10)
        sessions = gateway.identified
        if drop == "move":
            gateway.move_server(scene.guild)
        else:
            await gateway.drop(int(drop))
        await scene.reconnected(call, voice, sessions)
        scene.heard.clear()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm() == decoded(SPEECH + [SILENCE] * TRAILING)


async def test_a_crash_of_the_voice_server_is_not_noticed(scene: Scene) -> None:
    gateway = scene.loopback.voice_gateway
    bob = scene.loopback.person("bob", scene.guild)
    async with scene.call():
        voice = await scene.voice()
        await voice.speak(SPEECH[:5])
        await scene.hears(10)
        await gateway.drop(4015)
        other = bob.joins(scene.bridge)  # what is said about the group meanwhile is not lost
        await scene.loopback.until(lambda: gateway.resumed)
        await other.ready()
        await asyncio.gather(voice.speak(SPEECH), other.speak(SPEECH))
        await scene.hears(10 + 2 * WHOLE)
    assert gateway.identified == 1


async def test_what_cannot_be_resumed_is_joined_anew(scene: Scene) -> None:
    gateway = scene.loopback.voice_gateway
    async with scene.call() as call:
        voice = await scene.voice()
        scene.loopback.faults.refuse_voice = [4006]
        await gateway.drop(4015)
        await scene.reconnected(call, voice, 1)
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)


@pytest.mark.parametrize(
    ("code", "trouble"), [(4021, Trouble.RATE_LIMITED), (4022, Trouble.TERMINATED)]
)
async def test_an_end_that_is_final_is_one(
    scene: Scene, code: int, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOVE_SECONDS, 4022, 0.05)
    async with scene.call() as call:
        await scene.voice()
        await scene.loopback.voice_gateway.drop(code)
        await scene.loopback.until(lambda: scene.overs)
        assert call.reconnects == 0
    assert scene.reasons == [trouble]


async def test_a_change_of_region_is_followed(scene: Scene) -> None:
    gateway = scene.loopback.voice_gateway
    async with scene.call() as call:
        voice = await scene.voice()
        await gateway.change_region(scene.guild)
        await scene.reconnected(call, voice, 1)
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert (scene.reasons, call.reconnects) == ([], 0)


async def test_a_server_that_is_still_being_found_is_waited_for(scene: Scene) -> None:
    scene.loopback.faults.no_endpoint = 1
    joining = asyncio.create_task(_heard(scene))
    await scene.loopback.until(lambda: not scene.loopback.faults.no_endpoint)
    scene.loopback.voice.invite(scene.guild)
    await joining
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)


async def _heard(scene: Scene) -> None:
    async with scene.call():
        voice = await scene.voice()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)


async def test_a_refusal_that_is_final_is_not_tried_again(scene: Scene) -> None:
    async with scene.call():
        await scene.voice()
        scene.loopback.faults.refuse_voice = [4021] * 9
        await scene.loopback.voice_gateway.drop(4006)
        await scene.loopback.until(lambda: scene.overs)
    assert scene.reasons == [Trouble.RATE_LIMITED]
    assert len(scene.loopback.faults.refuse_voice) == 8


async def test_a_permission_that_is_taken_away_ends_it(scene: Scene) -> None:
    async with scene.call(check_seconds=0.05):
        await scene.voice()
        scene.loopback.world.deny(scene.bridge, scene.loopback.world.bot, connect=True)
        await scene.loopback.until(lambda: scene.overs)
    assert scene.reasons == [Trouble.PERMISSIONS]


async def test_a_full_channel_is_noticed_at_once(scene: Scene) -> None:
    scene.ann.joins(scene.bridge)
    scene.loopback.world.change_channel(scene.bridge, user_limit=1)
    await scene.loopback.until(lambda: scene.channel.user_limit and scene.channel.voice_states)
    with pytest.raises(JoinError, match="full"):
        async with scene.call():
            pass


async def test_the_channel_of_the_absent_is_not_joined(scene: Scene) -> None:
    scene.loopback.world.change_guild(scene.guild, afk_channel=scene.bridge)
    await scene.loopback.until(lambda: scene.channel.guild.afk_channel)
    with pytest.raises(JoinError, match="afk"):
        async with scene.call():
            pass


async def test_silence_opens_the_way_for_what_the_others_say(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        voice.heard.clear()
        await scene.loopback.voice_gateway.drop(4006)
        await scene.reconnected(call, voice, 1)
        await scene.loopback.until(lambda: len(voice.heard) >= 5)
    assert {frame.user_id for frame in voice.heard} == {scene.loopback.world.bot.id}
    assert not any(voice.heard_pcm())


async def test_a_refused_reconnect_is_tried_again(scene: Scene) -> None:
    gateway = scene.loopback.voice_gateway
    async with scene.call() as call:
        voice = await scene.voice()
        sessions = gateway.identified
        scene.loopback.faults.refuse_voice = [4006]
        await gateway.drop(4006)
        await scene.reconnected(call, voice, sessions)
    assert scene.loopback.faults.refuse_voice == []
    assert call.reconnects == 1


async def test_a_new_login_brings_voice_back(scene: Scene) -> None:
    loopback = scene.loopback
    async with scene.call(check_seconds=0.05) as call:
        voice = await scene.voice()
        sessions = loopback.voice_gateway.identified
        await loopback.gateway.drop(resumable=False)
        await scene.reconnected(call, voice, sessions)
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)


async def test_who_is_put_out_stays_out(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        saying = asyncio.create_task(call.speaker.say(pieces(tone(700, 5))))
        await scene.loopback.until(lambda: len(voice.heard) >= 3)
        await scene.loopback.voice_gateway.kick(scene.guild)
        await scene.loopback.until(lambda: scene.overs)
        assert not await saying
    assert (call.client, call.reconnects) == (None, 0)


async def test_being_moved_to_another_channel_is_followed(scene: Scene) -> None:
    deck = scene.loopback.voice_channel(scene.guild, "deck")
    async with scene.call() as call:
        sessions = scene.loopback.voice_gateway.identified
        scene.loopback.voice.move_bot(scene.guild, deck)
        voice = scene.ann.joins(deck)
        await scene.reconnected(call, voice, sessions)
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
        assert call.channel.id == deck.id


async def test_missing_permissions_are_named(scene: Scene) -> None:
    scene.loopback.world.deny(scene.bridge, scene.loopback.world.bot, connect=True, speak=True)
    await scene.loopback.until(
        lambda: not scene.channel.permissions_for(scene.channel.guild.me).speak
    )
    with pytest.raises(JoinError, match="connect, speak"):
        async with scene.call():
            pass


async def test_a_closed_door_is_a_sentence(scene: Scene) -> None:
    scene.loopback.faults.refuse_voice = [4006] * 9
    with pytest.raises(JoinError, match="refused"):
        async with scene.call():
            pass


async def test_leaving_leaves_nothing_behind(scene: Scene) -> None:
    async with scene.call():
        await scene.voice()
    assert scene.client.voice_clients == []
    assert scene.loopback.world.bot.id not in scene.guild.voice_states


async def test_leaving_while_connecting_again_leaves_nothing_behind(scene: Scene) -> None:
    gateway = scene.loopback.voice_gateway
    async with scene.call() as call:
        await scene.voice()
        bot, states = scene.loopback.world.bot.id, scene.guild.voice_states
        scene.loopback.faults.withhold_voice_server = True
        before = states[bot]
        await gateway.drop(4006)
        await scene.loopback.until(lambda: states.get(bot, before) is not before)
        await call.leave()
        assert scene.client.voice_clients == []
        await scene.loopback.until(
            lambda: scene.loopback.world.bot.id not in scene.guild.voice_states
        )
    scene.loopback.faults.withhold_voice_server = False
    async with scene.call():
        assert scene.loopback.world.bot.id in scene.guild.voice_states


async def test_leaving_may_be_the_answer_to_being_put_out(scene: Scene) -> None:
    left = asyncio.Event()

    async def leave(reason: JoinError | None) -> None:
        await call.leave()
        left.set()

    receiver = Receiver(lambda *_: None, lambda user: True)
    call = Call(scene.client, scene.channel, receiver, leave)
    await call.join()
    await scene.loopback.voice_gateway.kick(scene.guild)
    await asyncio.wait_for(left.wait(), PATIENCE)
    assert scene.client.voice_clients == []


@pytest.mark.parametrize("what", ["guild", "channel"])
async def test_a_place_that_is_gone_is_left(scene: Scene, what: str) -> None:
    world = scene.loopback.world
    async with scene.call(check_seconds=0.05):
        await scene.voice()
        if what == "guild":
            world.remove_guild(scene.guild)
        else:
            world.remove_channel(scene.bridge)
        await scene.loopback.until(lambda: scene.overs)
    assert scene.client.voice_clients == []
