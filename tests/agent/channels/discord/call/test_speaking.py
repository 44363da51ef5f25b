"""Speaking in an encrypted call, with an unpatched discord.py."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from agent.channels.discord.call.speaking import off_loop
from tests.agent.channels.discord.call.conftest import Scene
from tests.agent.channels.discord.call.sounds import pieces, scale, steps, tone


class BrokenVoice(Exception):
    """A synthesizer's."""


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


async def test_who_speaks_in_between_is_let_speak_and_then_hears_the_rest(scene: Scene) -> None:
    async with scene.call() as call:
        voice, ann = await scene.voice(), scene.ann.user.id
        saying = asyncio.create_task(call.speaker.say(pieces(scale(8)), ann))
        await scene.loopback.until(lambda: len(voice.heard) >= 35)
        assert call.speaker.hold(ann)
        begun = len(voice.heard)
        await scene.loopback.until(lambda: steps(voice.heard_pcm())[-3:] == [-1] * 3)
        assert sum(step != -1 for step in steps(voice.heard_pcm())[begun:]) <= 3
        call.speaker.go_on(ann, rest=True)
        assert await saying
        await scene.loopback.until(lambda: voice.heard_pcm() and steps(voice.heard_pcm())[-1] == -1)
    said = steps(voice.heard_pcm())
    assert all(said.count(step) >= 9 for step in range(8))


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


async def test_sound_is_made_by_the_workers_it_is_given() -> None:
    made = (threading.current_thread().name.encode() for _ in range(3))
    with ThreadPoolExecutor(1, "mouths") as workers:
        assert [each async for each in off_loop(made, workers)] == [b"mouths_0"] * 3


async def test_a_voice_that_fails_keeps_none_of_seven_waiting(scene: Scene) -> None:
    async def failing() -> AsyncIterator[bytes]:
        yield tone(700, 0.1)
        raise BrokenVoice

    async with scene.call() as call:
        voice = await scene.voice()
        said = [
            call.speaker.say(failing() if n == 2 else pieces(tone(700, 0.1)), n) for n in range(8)
        ]
        first, second, third, *others = await asyncio.gather(*said, return_exceptions=True)
        await scene.loopback.until(lambda: len(voice.heard) >= 7 * 5)
    assert isinstance(third, BrokenVoice)
    assert [first, second, *others] == [True] * 7
