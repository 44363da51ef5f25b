"""Long recordings put together: clips on a time line, two of those in one stereo recording."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from speech.audio import SPOKEN, samples

Clips = Iterable[tuple[float, bytes]]
"""Sound in the format SPOKEN, and when each begins, in seconds."""


def track(clips: Clips) -> bytes:
    """The clips at their times in one recording; where they overlap, both are heard."""
    placed = [(round(at * SPOKEN.rate), samples(pcm)) for at, pcm in clips]
    mixed = np.zeros(max((at + len(wave) for at, wave in placed), default=0), dtype=np.int32)
    for at, wave in placed:
        mixed[at : at + len(wave)] += wave
    return np.clip(mixed, -32768, 32767).astype(np.int16).tobytes()


def stereo(left: bytes, right: bytes) -> bytes:
    """Two recordings (SPOKEN) as the sides of one (DISCORD); the shorter is filled up."""
    waves = samples(left), samples(right)
    both: NDArray[np.int16] = np.zeros((max(map(len, waves)), 2), dtype=np.int16)
    for side, wave in enumerate(waves):
        both[: len(wave), side] = wave
    return both.tobytes()
