"""Speaking while the agent does: does it fall silent in time, and for nothing that is no words?"""

import asyncio
import time
from itertools import pairwise

import discord
import numpy as np

from bench.company.crowd import PACE, Server, Sound, Talker, sound, sound_of
from bench.sound.voices import say
from speech.audio import HEARD, samples
from tests.loopback.voices import Heard

LIMIT = 0.5
"""Seconds of speech that interrupt."""
QUIET = 200
"""Loudness of what is as good as silent."""
WORDS = "hey robin feedback"
NOISES = ("cough", "mhm", "echo")
HUMS = ("hmm", "uh huh", "um")
"""A third of a second each; "mhm" itself these voices spell."""
VOICES = ("en-us", "en-gb", "en-gb-scotland", "en-us+f3")
DELAY, LOUDNESS, ECHOED = 0.2, 0.4, 60
"""After how many seconds, how loud, and how many frames of the agent's words come back."""
STOPPED = 0.25
"""Seconds without a sound, where what is said has no such pause."""


async def stops(server: Server, tries: int) -> list[float]:
    """Seconds from the limit to the last sound; infinity where it spoke on."""
    talker = server.talkers[0]
    found = []
    for _ in range(tries):
        await _prompted(talker)
        begun, _ = await talker.say(sound(WORDS, talker.accent))
        await asyncio.sleep(0.4)
        limit = begun + LIMIT
        before = [at for at in _sounds(talker) if begun - 1.0 < at < limit + 0.5]
        found.append(max(before, default=float("inf")) - limit)
        await _cancelled(talker)
    return found


async def stopped_by_noise(server: Server, tries: int) -> int:
    """How many of so many noises made it fall silent, for longer than it does by itself."""
    talker = server.talkers[0]
    usual = max([await _pause(talker, "") for _ in range(3)])
    kinds = (NOISES[number % len(NOISES)] for number in range(tries))
    pauses = [await _pause(talker, kind) for kind in kinds]
    return sum(bool(pause > usual + STOPPED) for pause in pauses)


async def _pause(talker: Talker, kind: str) -> float:
    """The longest pause in a prompt with such a noise in it; infinity where that was a turn."""
    begun, said = await _prompted(talker), len(talker.lines)
    if kind == "echo":
        await _echo(talker)
    elif kind:
        await talker.say(_noise(kind, len(talker.lines)))
    await _quiet(talker)
    sounds = [at for at in _sounds(talker) if at >= begun]
    taken = any(line.taken and not line.agent for line in talker.lines[said:])
    await _cancelled(talker)
    if taken:
        return float("inf")
    return max((after - at for at, after in pairwise(sounds)), default=float("inf"))


async def _prompted(talker: Talker) -> float:
    """Let the agent begin to ask something long; when its sound began."""
    await talker.say(sound("hey robin train", talker.accent))
    return await _begins(talker)


async def _cancelled(talker: Talker) -> None:
    """Out of whatever it took the words for, and it is silent again."""
    try:
        await _quiet(talker)
    except TimeoutError:  # the small model heard something whose answer is long
        await talker.say(sound("hey robin stop", talker.accent))
        await _quiet(talker)
    await talker.say(sound("cancel", talker.accent))
    await _begins(talker)
    await _quiet(talker)


async def _begins(talker: Talker) -> float:
    """When its next sound begins."""
    before = len(talker.voice.heard)
    return await talker.until(
        lambda: next((f.time for f in talker.voice.heard[before:] if _is_loud(f)), None)
    )


async def _quiet(talker: Talker) -> None:
    """Wait until the agent has been silent for a while."""
    await talker.until(
        lambda: time.perf_counter() - max(_sounds(talker), default=0.0) > 0.6 or None
    )


def _sounds(talker: Talker) -> list[float]:
    """When something was heard of late."""
    return [frame.time for frame in talker.voice.heard[-800:] if _is_loud(frame)]


def _is_loud(frame: Heard) -> bool:
    return bool(np.abs(samples(frame.pcm)).max(initial=0) > QUIET)


def _noise(kind: str, number: int) -> Sound:
    if kind == "mhm":
        return sound_of(say(HUMS[number % len(HUMS)], VOICES[number % len(VOICES)]))
    chance = np.random.default_rng(number)
    burst = chance.normal(0, 1, HEARD.rate // 3) * np.exp(-np.arange(HEARD.rate // 3) / 1_500)
    return sound_of((burst * 8_000).clip(-32_768, 32_767).astype("<i2").tobytes())


async def _echo(talker: Talker) -> None:
    """More than a second of what is heard comes back out of a loudspeaker."""
    talker.voice.announce()
    heard, place = talker.voice.heard, len(talker.voice.heard)
    encoder = discord.opus.Encoder(application="voip", signal_type="voice")
    await asyncio.sleep(DELAY)
    begun = time.perf_counter()
    for number in range(ECHOED):
        if place + number >= len(heard):
            return
        frame = heard[place + number]
        pcm = (samples(frame.pcm) * LOUDNESS).astype("<i2").tobytes()
        talker.voice.send(encoder.encode(pcm, len(pcm) // 4))
        await asyncio.sleep(max(0.0, begun + PACE * (number + 1) - time.perf_counter()))
