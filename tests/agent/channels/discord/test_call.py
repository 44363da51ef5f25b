"""The whole of voice, over an encrypted call with an unpatched discord.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import product
from typing import Any

import pytest
from discord.voice_state import ConnectionFlowState

from agent.channels.discord import stream
from agent.channels.discord.call import JoinError
from agent.channels.discord.opus import Decoder
from agent.channels.discord.speaking import off_loop
from tests.loopback.faults import PacketFaults
from tests.loopback.opus import SILENCE, encode

from .conftest import Scene
from .sounds import mono, scale, steps, tone

SPEECH = encode(scale(5))
TRAILING = 5
WHOLE = len(SPEECH) + TRAILING


def decoded(frames: list[bytes]) -> bytes:
    """What a listener hears who misses nothing."""
    decoder = Decoder()
    return b"".join(decoder.decode(frame) for frame in frames)


def pieces(pcm: bytes, size: int = 2_501) -> AsyncIterator[bytes]:
    """Sound as synthesis makes it, in chunks of an awkward size."""
    sound = mono(pcm)
    return off_loop(sound[at : at + size] for at in range(0, len(sound), size))


@pytest.mark.parametrize("bot_first", [True, False])
async def test_every_frame_is_heard_bit_by_bit(scene: Scene, bot_first: bool) -> None:
    early = None if bot_first else await scene.voice()
    async with scene.call() as call:
        voice = early or await scene.voice()
        await voice.ready()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)
    assert call.receiver.counts == {"heard": WHOLE}


async def test_padding_reordering_and_duplicates_lose_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bytes] = []

    class Spy(Decoder):
        def decode(self, packet: bytes) -> bytes:
            given.append(packet)
            return super().decode(packet)

    monkeypatch.setattr(stream, "Decoder", Spy)
    scene.loopback.faults.packets = PacketFaults(reorder=0.1, duplicate=0.1, padding=0.25)
    async with scene.call():
        voice = await scene.voice()
        voice.sequence = 65_500
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert given == SPEECH + [SILENCE] * TRAILING
    assert scene.pcm() == decoded(given)


async def test_lost_packets_are_made_up_for(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        scene.loopback.faults.packets.loss = 0.03
        await voice.speak(encode(scale(10)) * 3)
        scene.loopback.faults.packets.loss = 0.0
        await voice.speak([])
        connection = scene.loopback.voice_gateway.connections[scene.guild.id]
        await scene.hears(300 + 2 * TRAILING)
    lost = connection.path.lost
    assert lost > 0
    assert call.receiver.counts["concealed"] == lost
    heard_steps = steps(scene.pcm())[:300]
    wanted = [step for _ in range(3) for step in range(10) for _ in range(10)]
    right = sum(a == b for a, b in zip(heard_steps, wanted, strict=True))
    assert right >= 0.9 * len(wanted)  # frames at the change of two tones hold both


async def test_packets_before_the_speaker_is_announced_are_heard(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        await voice.speak(SPEECH[:20], announce=False)
        voice.announce()
        await scene.hears(20 + TRAILING)
    assert call.receiver.counts == {"heard": 20 + TRAILING}


async def test_a_source_named_with_the_video_state_is_known(scene: Scene) -> None:
    async with scene.call():
        voice = await scene.voice()
        connection = scene.loopback.voice_gateway.connections[scene.guild.id]
        source = {"user_id": str(scene.ann.user.id), "audio_ssrc": voice.ssrc, "video_ssrc": 0}
        connection.send_json(12, source)
        await voice.speak(SPEECH, announce=False)
        await scene.hears(WHOLE)
    assert {user for user, _, _ in scene.heard} == {scene.ann.user.id}


async def test_messages_that_are_not_as_expected_do_no_harm(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        connection = scene.loopback.voice_gateway.connections[scene.guild.id]
        strange: list[Any] = [{}, {"ssrc": "x", "user_id": None}, [], None, 7, "text"]
        for op, data in product((5, 12, 13, 18), strange):
            connection.send_json(op, data)
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert call.reconnects == 0


async def test_somebody_joins_and_leaves_while_ann_speaks(scene: Scene) -> None:
    bob = scene.loopback.person("bob", scene.guild)
    async with scene.call() as call:
        voice = await scene.voice()
        speaking = asyncio.create_task(voice.speak(SPEECH * 3, pace=0.002))
        await scene.hears(20)
        other = await scene.voice(bob)
        await scene.hears(60)
        other.leave()
        await speaking
        await scene.hears(3 * len(SPEECH) + TRAILING)
    assert call.receiver.counts["undecryptable"] == 0


async def test_a_corrupted_commit_is_recovered_from(scene: Scene) -> None:
    bob = scene.loopback.person("bob", scene.guild)
    async with scene.call():
        voice = await scene.voice()
        scene.loopback.faults.corrupt_commits = 1
        await scene.voice(bob)
        await voice.ready()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.loopback.faults.corrupt_commits == 0


async def test_somebody_without_encryption_is_not_heard(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        await voice.speak(SPEECH, encrypted=False)
        await scene.hears(TRAILING)
        await scene.loopback.until(lambda: call.receiver.counts["undecryptable"] >= 40)
    assert call.receiver.counts["heard"] == TRAILING


async def test_consent_decides_who_is_heard(scene: Scene) -> None:
    bob = scene.loopback.person("bob", scene.guild)
    scene.refused.add(bob.user.id)
    async with scene.call() as call:
        voice, other = await scene.voice(), await scene.voice(bob)
        await voice.ready()
        await other.speak(SPEECH)
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert {user for user, _, _ in scene.heard} == {scene.ann.user.id}
    assert call.receiver.counts["no consent"] == WHOLE


async def test_what_is_said_is_heard_by_everybody_in_the_channel(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        assert await call.speaker.say(pieces(scale(3)))
        await scene.loopback.until(lambda: len(voice.heard) >= 35)
    assert steps(voice.heard_pcm())[5:30:10] == [0, 1, 2]
    assert voice.deaf_to == 0


async def test_the_first_word_waits_until_somebody_can_hear_it(scene: Scene) -> None:
    async with scene.call() as call:
        saying = asyncio.create_task(call.speaker.say(pieces(tone(700, 0.1))))
        voice = await scene.voice()
        assert await saying
        await scene.loopback.until(lambda: len(voice.heard) >= 10)
    assert voice.deaf_to == 0
    assert len(voice.heard) == 10


async def test_stopping_ends_within_one_frame(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        saying = asyncio.create_task(call.speaker.say(pieces(tone(700, 5))))
        await scene.loopback.until(lambda: len(voice.heard) >= 3)
        before = len(voice.heard)
        call.speaker.stop()
        assert not await saying
        await scene.loopback.until(lambda: steps(voice.heard_pcm())[-1] == -1)
        sounding = sum(step != -1 for step in steps(voice.heard_pcm()))
    assert sounding <= before + 2  # one frame on its way, and the decoder's fade


async def test_a_change_of_state_while_beginning_to_wait_is_noticed(scene: Scene) -> None:
    async with scene.call() as call:
        assert call.client is not None
        connection, wanted = call.client._connection, ConnectionFlowState.got_ip_discovery
        waiting = asyncio.create_task(connection._wait_for_state(wanted, timeout=1))
        await asyncio.sleep(0)  # it has looked, and now goes to wait
        connection.state = wanted
        await waiting
        connection.state = ConnectionFlowState.connected


@pytest.mark.parametrize("drop", ["4006", "4009", "4014", "4015", "move", "broken message"])
async def test_a_listening_bot_reconnects_and_hears_again(scene: Scene, drop: str) -> None:
    gateway = scene.loopback.voice_gateway
    async with scene.call() as call:
        voice = await scene.voice()
        await voice.speak(SPEECH[:5])
        await scene.hears(10)
        sessions = gateway.identified
        if drop == "move":
            gateway.move_server(scene.guild)
        elif drop == "broken message":
            gateway.connections[scene.guild.id].send_binary(27, b"\0garbage")
        else:
            await gateway.drop(int(drop))
        await scene.reconnected(call, voice, sessions)
        scene.heard.clear()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm() == decoded(SPEECH + [SILENCE] * TRAILING)


@pytest.mark.parametrize("drop", [4006, 4015, "move"])
async def test_no_word_is_lost_when_the_connection_breaks(scene: Scene, drop: int | str) -> None:
    gateway = scene.loopback.voice_gateway
    async with scene.call() as call:
        voice = await scene.voice()
        saying = asyncio.create_task(call.speaker.say(pieces(scale(8))))
        await scene.loopback.until(lambda: len(voice.heard) >= 35)
        if drop == "move":
            gateway.move_server(scene.guild)
        else:
            await gateway.drop(int(drop))
        assert await saying
        await scene.loopback.until(lambda: steps(voice.heard_pcm())[-1] == -1)
    said = steps(voice.heard_pcm())
    assert all(said.count(step) >= 9 for step in range(8))
    assert voice.deaf_to == 0


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
    with pytest.raises(JoinError, match="Connect, Speak"):
        async with scene.call():
            pass


async def test_a_closed_door_is_a_sentence(scene: Scene) -> None:
    scene.loopback.faults.refuse_voice = [4006] * 9
    with pytest.raises(JoinError, match="try again"):
        async with scene.call():
            pass


async def test_leaving_leaves_nothing_behind(scene: Scene) -> None:
    async with scene.call():
        await scene.voice()
    assert scene.client.voice_clients == []
    assert scene.loopback.world.bot.id not in scene.guild.voice_states
