"""Sounds for the tests: 48 kHz stereo 16-bit PCM."""

from __future__ import annotations

from collections.abc import AsyncIterator

import numpy as np

from agent.channels.discord.call.opus import Decoder
from agent.channels.discord.call.speaking import off_loop
from tests.loopback.opus import encode

RATE = 48_000
FRAME = 960
FRAME_BYTES = FRAME * 4


def tone(hertz: float, seconds: float) -> bytes:
    """A sine."""
    time = np.arange(int(RATE * seconds)) / RATE
    wave = (8000 * np.sin(2 * np.pi * hertz * time)).astype("<i2")
    return wave.repeat(2).tobytes()


def mono(pcm: bytes) -> bytes:
    """The same in one channel, as synthesizers make it."""
    return np.frombuffer(pcm, "<i2")[::2].tobytes()


def scale(steps: int, seconds: float = 0.2) -> bytes:
    """Tones one after the other, 300 Hz apart, beginning at 400 Hz."""
    return b"".join(tone(400 + 300 * step, seconds) for step in range(steps))


def steps(pcm: bytes) -> list[int]:
    """Which step of `scale` each frame of 20 ms belongs to; -1 for silence."""
    left = np.frombuffer(pcm, "<i2")[::2].reshape(-1, FRAME).astype(float)
    spectrum = np.abs(np.fft.rfft(left * np.hanning(FRAME), axis=1))
    hertz = spectrum.argmax(axis=1) * RATE / FRAME
    loud = np.abs(left).max(axis=1) > 1000
    return [
        round((h - 400) / 300) if is_loud else -1 for h, is_loud in zip(hertz, loud, strict=True)
    ]


def decoded(frames: list[bytes]) -> bytes:
    """What a listener hears who misses nothing."""
    decoder = Decoder()
    return b"".join(decoder.decode(frame) for frame in frames)


def pieces(pcm: bytes, size: int = 2_501) -> AsyncIterator[bytes]:
    """Sound as synthesis makes it, in chunks of an awkward size."""
    sound = mono(pcm)
    return off_loop(sound[at : at + size] for at in range(0, len(sound), size))


SPEECH = encode(scale(5))
"""Frames of somebody who speaks for a second."""
TRAILING = 5
"""Frames of silence that follow."""
WHOLE = len(SPEECH) + TRAILING
