"""What holds a call's encryption together while people and messages come and go."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.agent.channels.discord.call.conftest import Scene
from tests.agent.channels.discord.call.sounds import (
    SPEECH,
    TRAILING,
    WHOLE,
    decoded,
    pieces,
    tone,
)
from tests.loopback.opus import SILENCE
from tests.loopback.voices import Voice


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


async def test_alone_in_the_group_it_waits_for_somebody(scene: Scene) -> None:
    async with scene.call():
        connection = scene.loopback.voice_gateway.connections[scene.guild.id]
        for op in (22, 13, 5, 29, 11, 4):  # out of order, of nobody
            connection.send_json(op, {"transition_id": 9, "user_id": "1", "ssrc": 1})
        voice = await scene.voice()
        await voice.speak(SPEECH)
        await scene.hears(WHOLE)
    assert scene.pcm(scene.ann.user.id) == decoded(SPEECH + [SILENCE] * TRAILING)


@pytest.mark.parametrize("seed", range(3))
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
