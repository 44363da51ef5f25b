"""Several channels of sound to one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

OPPOSITE = 100.0
"""A channel so many times stronger than the sum of two is cancelled by the other."""


def to_mono(interleaved: NDArray[np.int16], channels: int) -> NDArray[np.int16]:
    """The mean of the channels, or one of two that are opposite and would cancel each other."""
    if channels == 1:
        return interleaved
    if channels == 2:  # the common case, without a reduction over an axis
        left, right = interleaved[::2], interleaved[1::2]
        both = left.astype(np.int32) + right
        return left if OPPOSITE * _power(both) < _power(left) else (both >> 1).astype(np.int16)
    return np.asarray(interleaved.reshape(-1, channels).mean(axis=1), dtype=np.int16)


def _power(wave: NDArray[Any]) -> float:
    floats = wave.astype(np.float32)
    return float(floats @ floats)
