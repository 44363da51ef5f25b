"""Hearing in an encrypted call, with an unpatched discord.py."""

from __future__ import annotations

import asyncio
from itertools import product
from typing import Any

import pytest

from agent.channels.discord.call import speaker_stream
from agent.channels.discord.call.opus import Decoder
from tests.agent.channels.discord.call.conftest import Scene
from tests.agent.channels.discord.call.sounds import (
    SPEECH,
    TRAILING,
    WHOLE,
    decoded,
    scale,
    steps,
)
from tests.loopback.faults import PacketFaults
from tests.loopback.opus import SILENCE, encode
from tests.loopback.rtp import Packet


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

    monkeypatch.setattr(speaker_stream, "Decoder", Spy)
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
    async with scene.call():
        voice = await scene.voice()
        speaking = asyncio.create_task(voice.speak(SPEECH * 3, pace=0.002))
        await scene.hears(20)
        other = await scene.voice(bob)
        await scene.hears(60)
        other.leave()
        await speaking
        await scene.hears(3 * len(SPEECH) + TRAILING)
    assert scene.pcm(scene.ann.user.id) == decoded(3 * SPEECH + [SILENCE] * TRAILING)


@pytest.mark.parametrize("dave_version", [0, 1])
async def test_packets_of_nothing_but_padding_are_no_sound(scene: Scene, dave_version: int) -> None:
    scene.loopback.faults.dave_version = dave_version
    async with scene.call() as call:
        voice = await scene.voice()
        voice.announce()
        for number, frame in enumerate(SPEECH):
            voice.send(frame)
            if number % 5 == 4:
                for _ in range(10):
                    voice.pad()
            await asyncio.sleep(0.001)
        await scene.hears(len(SPEECH))
    assert scene.pcm() == decoded(SPEECH)
    assert set(call.receiver.counts) <= {"heard", "padding"}


async def test_video_and_a_screen_beside_a_voice_are_left_alone(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        gateway = scene.loopback.voice_gateway.connections[scene.guild.id]
        sources = [
            {"type": kind, "ssrc": voice.ssrc + n} for n, kind in ((1, "video"), (2, "screen"))
        ]
        state = {"user_id": str(scene.ann.user.id), "audio_ssrc": voice.ssrc, "streams": sources}
        gateway.send_json(12, state | {"video_ssrc": voice.ssrc + 1})
        gateway.send_json(18, {"user_id": str(scene.ann.user.id), "flags": 2})
        for number, frame in enumerate(SPEECH):
            voice.send(frame)
            for kind, ssrc in (
                (101, 1),
                (102, 1),
                (103, 2),
                (73, 0),
            ):  # video, resent, screen, RTCP
                gateway.deliver(
                    Packet(number, number, voice.ssrc + ssrc, b"picture", payload_type=kind),
                    scene.ann.user.id,
                )
            await asyncio.sleep(0.001)
        await scene.hears(len(SPEECH))
    assert scene.pcm() == decoded(SPEECH)
    assert call.receiver.counts == {"heard": len(SPEECH), "not voice": 4 * len(SPEECH)}
