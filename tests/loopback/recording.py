"""A recording of a conversation, as a simulated person lived it."""

from __future__ import annotations

import wave
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import opus
from .voices import Voice

RATE = 48_000
Timed = tuple[float, bytes]


def record(voice: Voice, path: Path) -> float:
    """Write what `voice` said (left) and heard (right) to a WAV file; returns its seconds.

    Times are kept, so that whoever listens hears the pauses too; speak with `pace=0.02`.
    """
    speakers: dict[int, list[Timed]] = defaultdict(list)
    for heard in voice.heard:
        speakers[heard.user_id].append((heard.time, heard.pcm))
    said = _decoded(voice.said)
    begun = min((at for each in (said, *speakers.values()) for at, _ in each), default=0.0)
    left = _track(said, begun)
    right = _mixed([_track(each, begun) for each in speakers.values()])
    both = np.zeros((max(len(left), len(right)), 2), "<i2")
    both[: len(left), 0], both[: len(right), 1] = left, right
    _write(path, both.tobytes())
    return len(both) / RATE


def _decoded(frames: list[Timed]) -> list[Timed]:
    decoder = opus.decoder()
    return [(at, decoder.decode(frame, fec=False)) for at, frame in frames]


def _track(frames: list[Timed], begun: float) -> NDArray[np.int16]:
    """One speaker: each frame at its time, or after the one before where that ends later."""
    places, end = [], 0
    for at, _ in frames:
        places.append(max(round((at - begun) * RATE), end))
        end = places[-1] + opus.SAMPLES
    track = np.zeros(end, np.int16)
    for place, (_, pcm) in zip(places, frames, strict=True):
        track[place : place + opus.SAMPLES] = np.frombuffer(pcm, "<i2")[::2]
    return track


def _mixed(tracks: list[NDArray[np.int16]]) -> NDArray[np.int16]:
    mix = np.zeros(max(map(len, tracks), default=0), np.int32)
    for track in tracks:
        mix[: len(track)] += track
    return mix.clip(-32768, 32767).astype(np.int16)


def _write(path: Path, pcm: bytes) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm)
