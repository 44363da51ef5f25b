"""Whether somebody's microphone picks up what is being played to them."""

from collections import deque
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from speech.audio import HEARD, SPOKEN, samples

KEPT = 200
"""Pieces of what was played that are kept: four seconds, by pieces of 20 ms."""
LATEST = 1.2
"""Seconds after which nothing comes back any more."""
ALIKE = 0.45
"""Correlation from which on it is an echo. Rooms gave 0.54 and more, other speech 0.4 and less."""
LOWEST, HIGHEST = 200.0, 3_500.0
"""Hertz between which sounds are compared."""
WHITER = 0.8
"""How far all pitches are made equally loud before: a room, and speech, have loud ones."""
SMOOTH = 31
"""Neighbouring pitches whose loudness is one."""

HICCUP = 0.3
"""Seconds; a longer pause in what is played is one."""

Wave = NDArray[np.float64]
Piece = tuple[float, Wave]
"""When it was played, and what it was."""


class Playout:
    """What is played, and when; any thread may call any method."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pieces: deque[Piece] = deque(maxlen=KEPT)

    def played(self, pcm: bytes, at: float) -> None:
        """Take a piece of 20 ms (format SPOKEN; empty for silence) that is heard from `at` on."""
        if pcm:
            piece = samples(pcm).reshape(-1, SPOKEN.rate // HEARD.rate).mean(axis=1)
            with self._lock:
                self._pieces.append((at, piece))

    def is_echo(self, pcm: bytes, until: float) -> bool:
        """Whether this (format HEARD), whose last sample was heard then, is what was played."""
        heard = samples(pcm).astype(np.float64)
        begun = until - len(heard) / HEARD.rate - LATEST
        count = len(heard) + round(LATEST * HEARD.rate)
        with self._lock:
            pieces = list(self._pieces)
        played = (_since(begun, count, each) for each in (pieces, _joined(pieces)))
        return bool(heard.any()) and any(
            bool(each.any()) and _likeness(_whitened(heard), _whitened(each)) >= ALIKE
            for each in played
        )


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The same without the pauses that were none: what is sent late is played without a gap where
    a listener waits for it."""
    joined: list[Piece] = []
    over = float("-inf")
    for at, piece in pieces:
        begun = over if 0 <= at - over < HICCUP else at
        over = begun + len(piece) / HEARD.rate
        joined.append((begun, piece))
    return joined


def _since(begun: float, count: int, pieces: Sequence[Piece]) -> Wave:
    """So many samples from a time on; silence where nothing was played."""
    wave = np.zeros(count)
    for at, piece in pieces:
        start = round((at - begun) * HEARD.rate)
        if 0 <= start <= count - len(piece):
            wave[start : start + len(piece)] = piece
    return wave


def _whitened(wave: Wave) -> Wave:
    spectrum = np.fft.rfft(wave)
    pitches = np.fft.rfftfreq(len(wave), 1 / HEARD.rate)
    loudness = np.convolve(np.abs(spectrum), np.ones(SMOOTH) / SMOOTH, "same") + 1e-9
    compared = (pitches > LOWEST) & (pitches < HIGHEST)
    return np.fft.irfft(np.where(compared, spectrum / loudness**WHITER, 0), len(wave))


def _likeness(short: Wave, long: Wave) -> float:
    """The best correlation of a sound with any piece of a longer one."""
    size = 1 << (len(short) + len(long)).bit_length()
    product = np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size))
    places = len(long) - len(short) + 1
    correlation = np.abs(np.fft.irfft(product, size)[:places])
    power = np.concatenate(([0.0], np.cumsum(long**2)))
    loudness = np.sqrt(np.maximum(power[len(short) :] - power[:places], 1e-9))
    return float((correlation / loudness).max() / (np.linalg.norm(short) + 1e-9))
