"""A synthetic person in a voice channel: speaks with a voice of espeak, listens, and records."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from speech.audio import DISCORD, SPOKEN, samples
from speech.synthesis import Synthesizer
from speech.tracks import stereo, track
from tests.loopback.opus import encode
from tests.loopback.voices import Voice

PACE = 0.02
"""Seconds from one packet to the next, as real clients send them."""
PAUSE = 0.3
"""Seconds without sound after which the other one has finished."""
TOGETHER = 0.1
"""Seconds by which a frame may come late and still follow the one before it."""
Until = Callable[[Callable[[], bool]], Awaitable[bool]]
"""Waits for a condition."""


class Talker:
    """One end of a call, in real time."""

    def __init__(self, voice: Voice, synthesizer: Synthesizer, until: Until) -> None:
        self.voice = voice
        self._until = until
        self._synthesizer = synthesizer
        self._said: list[tuple[float, bytes]] = []
        self._begun = time.perf_counter()
        self.last_word = 0.0
        """When it ended, on the clock of `time.perf_counter`."""

    async def say(self, text: str) -> None:
        """Speak, and return when it is said."""
        mono = b"".join(self._synthesizer.speak(text))
        frames = encode(samples(mono).repeat(2).tobytes())
        now = time.perf_counter()
        self._said.append((now - self._begun, mono))
        self.last_word = now + _end_of_speech(mono)
        await self.voice.speak(frames, pace=PACE)

    async def listens(self, frames: int = 0) -> None:
        """Wait until somebody speaks, after so many frames heard already, and then is quiet."""
        await self._until(lambda: len(self.voice.heard) > frames)
        await self._until(lambda: time.perf_counter() - self.voice.heard[-1].time > PAUSE)

    def recording(self) -> bytes:
        """The call so far (format DISCORD): this person left, the others right."""
        return stereo(track(self._said), track(self._heard()))

    def _heard(self) -> list[tuple[float, bytes]]:
        """Frames at their times; those that follow each other stay together."""
        placed, follows = [], 0.0
        for frame in self.voice.heard:
            at = frame.time - self._begun
            at = follows if abs(at - follows) < TOGETHER else at
            placed.append((at, samples(frame.pcm)[::2].tobytes()))
            follows = at + DISCORD.seconds(frame.pcm)
        return placed


def _end_of_speech(mono: bytes) -> float:
    """Seconds until it is quiet for good; synthesizers end with silence."""
    wave = abs(samples(mono).astype(int))
    last: int = (wave > wave.max() / 100).nonzero()[0][-1]
    return last / SPOKEN.rate
