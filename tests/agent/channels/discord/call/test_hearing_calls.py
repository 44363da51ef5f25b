"""Hearing in an encrypted call, with an unpatched discord.py."""

from __future__ import annotations

import asyncio
import random
from itertools import product
from typing import Any

import pytest

from agent.channels.discord.call import speaker_stream
from agent.channels.discord.call.opus import Decoder
from tests.agent.channels.discord.call.conftest import Scene
from tests.agent.channels.discord.call.sounds import decoded, pieces, scale, steps, tone
from tests.loopback.faults import PacketFaults
from tests.loopback.opus import SILENCE, encode
from tests.loopback.rtp import Packet
from tests.loopback.voices import Voice

SPEECH = encode(scale(5))
TRAILING = 5
WHOLE = len(SPEECH) + TRAILING


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
        await voice.speak(SPEECH * 2, encrypted=False)
        await scene.loopback.until(lambda: call.receiver.counts["unknown speaker"] >= 40)
    assert call.receiver.counts["heard"] == 0


async def test_a_call_without_encryption_is_heard_and_spoken_in(scene: Scene) -> None:
    scene.loopback.faults.dave_version = 0
    async with scene.call() as call:
        voice = await scene.voice()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
        await call.speaker.say(pieces(tone(700, 0.2)))
        await scene.loopback.until(lambda: len(voice.heard) >= 10)
    assert scene.pcm() == decoded(SPEECH + [SILENCE] * TRAILING)


async def test_a_call_that_gives_encryption_up_is_heard_and_spoken_in(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
        gateway = scene.loopback.voice_gateway.connections[scene.guild.id]
        scene.loopback.faults.dave_version = 0
        gateway.send_json(21, {"transition_id": 7, "protocol_version": 0})
        gateway.send_json(22, {"transition_id": 7})
        await scene.loopback.until(
            lambda: call.client and not call.client._connection.dave_protocol_version
        )
        await voice.speak(SPEECH)
        await scene.hears(2 * WHOLE)
        await call.speaker.say(pieces(tone(700, 0.2)))
        await scene.loopback.until(lambda: len(voice.heard) >= 10)
    assert voice.deaf_to == 0


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


@pytest.mark.parametrize("op", [25, 27, 29, 30, 99])
@pytest.mark.parametrize("data", [b"", b"\0garbage", b"\1" + b"\xff" * 40], ids=["", "0", "1"])
async def test_broken_messages_about_encryption_do_no_harm(
    scene: Scene, op: int, data: bytes
) -> None:
    async with scene.call():
        voice = await scene.voice()
        connection = scene.loopback.voice_gateway.connections[scene.guild.id]
        group = connection.call.group
        epoch = group.epoch
        connection.send_binary(op, data)
        if data and op in (29, 30):  # the bot takes a new place in the group
            await scene.loopback.until(lambda: group.epoch > epoch and group.settled)
        await scene.loopback.person("bob", scene.guild).joins(scene.bridge).ready()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)


async def test_nobody_gets_in_whom_discord_did_not_name(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = scene.loopback.person("mallory", scene.guild)
    async with scene.call():
        group = scene.loopback.voice.call(scene.bridge).group
        await scene.loopback.until(lambda: group.settled)
        scene.loopback.faults.unnamed.add(stranger.user.id)
        stranger.joins(scene.bridge)
        await scene.loopback.until(lambda: "could not be used" in caplog.text)
        assert group.leaves == [scene.loopback.world.bot.id]


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


async def test_a_speaker_who_is_never_announced_is_known_by_the_key(scene: Scene) -> None:
    bob = scene.loopback.person("bob", scene.guild)
    async with scene.call() as call:
        ann, other = await scene.voice(), await scene.voice(bob)
        await ann.ready()
        await asyncio.gather(
            ann.speak(SPEECH, announce=False), other.speak(SPEECH[:20], announce=False)
        )
        await scene.hears(WHOLE + 20 + TRAILING)
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)
    assert scene.pcm(bob.user.id) == decoded(SPEECH[:20] + [SILENCE] * TRAILING)
    assert call.receiver.counts == {"heard": WHOLE + 20 + TRAILING}


async def test_a_wrong_announcement_is_not_believed(scene: Scene) -> None:
    bob = scene.loopback.person("bob", scene.guild)
    async with scene.call():
        ann, other = await scene.voice(), await scene.voice(bob)
        await ann.ready()
        connection = scene.loopback.voice_gateway.connections[scene.guild.id]
        for voice, user in ((ann, bob.user.id), (other, scene.ann.user.id)):
            connection.send_json(5, {"speaking": 1, "ssrc": voice.ssrc, "user_id": str(user)})
        await ann.speak(SPEECH, announce=False)
        await scene.hears(WHOLE)
    assert {user for user, _, _ in scene.heard} == {scene.ann.user.id}


async def test_only_the_keys_of_those_who_agreed_are_tried(scene: Scene) -> None:
    bob = scene.loopback.person("bob", scene.guild)
    scene.refused.add(bob.user.id)
    async with scene.call() as call:
        ann, other = await scene.voice(), await scene.voice(bob)
        await ann.ready()
        await other.speak(SPEECH * 2, announce=False)
        await scene.loopback.until(lambda: call.receiver.counts["no consent"] >= 55)
        scene.refused.clear()
        await other.speak(SPEECH, announce=False)
        await scene.hears(WHOLE)
    assert scene.pcm(bob.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)
    assert len(scene.heard) == WHOLE  # nothing of before Bob agreed


async def test_a_second_source_of_one_person_waits_for_the_first_to_be_quiet(scene: Scene) -> None:
    async with scene.call() as call:
        voice = await scene.voice()
        first = voice.ssrc
        for number, frame in enumerate(SPEECH):
            voice.ssrc = first + 1_000 * (number % 2)
            voice.sequence = number // 2
            voice.send(frame)
            await asyncio.sleep(0.001)
        await scene.loopback.until(lambda: call.receiver.counts["second source"] >= 20)
    assert call.receiver.counts["heard"] >= 20


async def test_alone_in_the_group_it_waits_for_somebody(scene: Scene) -> None:
    async with scene.call():
        connection = scene.loopback.voice_gateway.connections[scene.guild.id]
        for op in (22, 13, 5, 29, 11, 4):  # out of order, of nobody
            connection.send_json(op, {"transition_id": 9, "user_id": "1", "ssrc": 1})
        voice = await scene.voice()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)


@pytest.mark.parametrize("seed", range(6))
async def test_ten_come_and_go_within_a_second_while_ann_speaks(scene: Scene, seed: int) -> None:
    chance, present = random.Random(seed), dict[int, Voice]()
    others = [scene.loopback.person(f"guest {n}", scene.guild) for n in range(10)]
    async with scene.call():
        voice = await scene.voice()
        speaking = asyncio.create_task(voice.speak(SPEECH * 4, pace=0.005))
        for _ in range(30):
            guest = others[chance.randrange(10)]
            if guest.user.id in scene.loopback.voice.call(scene.bridge).parties:
                present[guest.user.id].leave()
            else:
                present[guest.user.id] = guest.joins(scene.bridge)
            await asyncio.sleep(chance.uniform(0, 0.06))
        await speaking
        await voice.ready()
        await scene.hears(4 * len(SPEECH) + TRAILING)
    assert scene.pcm(scene.ann.user.id) == decoded(4 * SPEECH + [SILENCE] * TRAILING)


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
