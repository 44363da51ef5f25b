"""Who is heard: known by what was announced or by the key, and only who agreed."""

from __future__ import annotations

import asyncio

from tests.agent.channels.discord.call.conftest import Scene
from tests.agent.channels.discord.call.sounds import (
    SPEECH,
    TRAILING,
    WHOLE,
    decoded,
)
from tests.loopback.opus import SILENCE


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
