"""Speaking while the agent does: does it fall silent in time, and for nothing that is no words?"""

import asyncio
import time
from contextlib import suppress
from itertools import pairwise

import discord
import numpy as np

from bench.company.crowd import PACE, Server, Sound, Talker, sound, sound_of
from bench.sound.voices import say
from speech.audio import HEARD, samples
from tests.loopback.opus import SILENCE
from tests.loopback.voices import TRAILING_SILENCE, Heard

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
ENDED = 0.1
"""Seconds before the limit; what was silent by then had said all it had to."""
DECIDED = 2.0
"""Seconds of silence after which it is known what was said."""
CANCELS = 3


async def stops(server: Server, tries: int) -> list[float]:
    """Seconds from the limit to the last sound; infinity where it spoke on, or did not speak."""
    talker = server.talkers[0]
    await _freed(talker)
    return [await _stop(talker) for _ in range(tries)]


async def _stop(talker: Talker) -> float:
    begun = await _prompted(talker)
    onset, _ = await talker.say(sound(WORDS, talker.accent))
    await asyncio.sleep(0.4)
    limit = onset + LIMIT
    sounds = [at for at in _sounds(talker) if begun <= at < limit + 0.5]
    await _decided(talker, onset)
    await _freed(talker)
    over = max(sounds, default=float("-inf")) - limit
    return over if over > -ENDED else float("inf")


async def stopped_by_noise(server: Server, tries: int) -> int:
    """How many of so many noises made it fall silent, for longer than it does by itself."""
    talker = server.talkers[0]
    await _freed(talker)
    usual = max([await _pause(talker, "", 0) for _ in range(3)])
    kinds = (NOISES[number % len(NOISES)] for number in range(tries))
    pauses = [await _pause(talker, kind, number) for number, kind in enumerate(kinds)]
    return sum(bool(pause > usual + STOPPED) for pause in pauses)


async def _pause(talker: Talker, kind: str, number: int) -> float:
    """The longest pause in a prompt with such a noise in it; infinity where that was a turn."""
    begun = await _prompted(talker)
    said = len(talker.lines)
    if kind == "echo":
        await _echo(talker)
    elif kind:
        await talker.say(_noise(kind, number))
    await _quiet(talker)
    sounds = [at for at in _sounds(talker) if at >= begun]
    await asyncio.sleep(DECIDED)
    taken = any(line.taken and not line.agent for line in talker.lines[said:])
    await _freed(talker)
    if taken:
        return float("inf")
    return max((after - at for at, after in pairwise(sounds)), default=float("inf"))


async def _prompted(talker: Talker) -> float:
    """Let the agent begin to ask something long; when its sound began."""
    await talker.say(sound("hey robin train", talker.accent))
    return await _begins(talker)


async def _decided(talker: Talker, since: float) -> None:
    """Wait until it is known what was said since then."""
    with suppress(TimeoutError):  # it was heard as a part of something else
        await talker.until(
            lambda: next((each.at for each in talker.lines if each.at >= since - 0.5
                          and not each.agent), None)
        )  # fmt: skip


async def _freed(talker: Talker) -> None:
    """Out of whatever it took the words for, and it is silent again."""
    await _quiet(talker)
    for _ in range(CANCELS):
        if await talker.turn("hey robin cancel", "idle") is not None:
            break
    await _quiet(talker)


async def _begins(talker: Talker) -> float:
    """When its next sound begins."""
    before = len(talker.voice.heard)
    return await talker.until(
        lambda: next((f.time for f in talker.voice.heard[before:] if _is_loud(f)), None)
    )


async def _quiet(talker: Talker) -> None:
    """Wait until the agent has been silent for a while."""

    def silent() -> float | None:
        latest = (frame for frame in reversed(talker.voice.heard) if _is_loud(frame))
        silence = time.perf_counter() - next((frame.time for frame in latest), 0.0)
        return silence if silence > 0.6 else None

    try:
        await talker.until(silent)
    except TimeoutError:  # the small model heard something whose answer is long
        await talker.say(sound("hey robin stop", talker.accent))
        await talker.until(silent)


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
            break
        frame = heard[place + number]
        pcm = (samples(frame.pcm) * LOUDNESS).astype("<i2").tobytes()
        talker.voice.send(encoder.encode(pcm, len(pcm) // 4))
        await asyncio.sleep(max(0.0, begun + PACE * (number + 1) - time.perf_counter()))
    for _ in range(TRAILING_SILENCE):
        talker.voice.send(SILENCE)
