"""Long sound in pieces that a network can take at a time, cut where it is quietest."""

from collections.abc import Iterator

import numpy as np

from speech.audio import HEARD, samples

LONGEST = 20.0
"""Seconds of a piece."""
SHORTEST = 10.0
WINDOW = round(0.1 * HEARD.rate)


def pieces(pcm: bytes) -> Iterator[bytes]:
    """16 kHz mono PCM in pieces of `LONGEST` at most; what is shorter is one."""
    while HEARD.seconds(pcm) > LONGEST:
        cut = 2 * _quietest(pcm)
        yield pcm[:cut]
        pcm = pcm[cut:]
    yield pcm


def _quietest(pcm: bytes) -> int:
    """The sample in the middle of the quietest tenth of a second, in the piece's second half."""
    first = round(SHORTEST * HEARD.rate)
    wave = samples(pcm)[first : round(LONGEST * HEARD.rate)].astype(np.float64)
    power = np.convolve(wave**2, np.ones(WINDOW), "valid")
    return first + int(power.argmin()) + WINDOW // 2
