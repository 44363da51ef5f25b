"""Decoding alone, against discord.py's decoder."""

import time
from collections.abc import Callable

import discord

from agent.channels.discord.call.opus import Decoder
from bench.calls.scene import speech
from bench.table import Row


def decoders() -> list[Row]:
    """Microseconds a frame, the best of some rounds."""
    frames = speech(4)
    ours, theirs = Decoder(), discord.opus.Decoder()  # type: ignore[no-untyped-call]
    mine = _microseconds(ours.decode, frames)
    other = _microseconds(lambda frame: theirs.decode(frame, fec=False), frames)
    return [
        Row("decoding a frame", mine, "µs"),
        Row("discord.py's decoder", other, "µs"),
        Row("times as fast", other / mine, "x"),
    ]


def _microseconds(decode: Callable[[bytes], bytes], frames: list[bytes]) -> float:
    best = float("inf")
    for _ in range(5):
        begun = time.perf_counter()
        for frame in frames:
            decode(frame)
        best = min(best, time.perf_counter() - begun)
    return 1e6 * best / len(frames)
