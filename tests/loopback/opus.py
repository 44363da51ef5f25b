"""Opus for simulated people, with whichever libopus there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import discord

FRAME_SECONDS = 0.02
SAMPLES = 960
FRAME_BYTES = 2 * 2 * SAMPLES
SILENCE = b"\xf8\xff\xfe"
EXPECTED_LOSS = 0.15


def load() -> None:
    """Make discord.opus usable: the system's libopus, or else the one inside PyAV."""
    if discord.opus.is_loaded() or discord.opus._load_default():
        return
    import av  # only where the system has no libopus

    libraries = Path(av.__file__).parent.parent / "av.libs"
    discord.opus.load_opus(str(next(libraries.glob("libopus*.so*"))))


def encode(pcm: bytes) -> list[bytes]:
    """48 kHz stereo 16-bit PCM as Opus frames of 20 ms, with in-band error correction."""
    load()
    encoder = discord.opus.Encoder(
        application="voip", fec=True, expected_packet_loss=EXPECTED_LOSS, signal_type="voice"
    )
    return [encoder.encode(frame, SAMPLES) for frame in frames(pcm)]


def frames(pcm: bytes) -> Iterator[bytes]:
    """PCM in pieces of 20 ms, the last one filled up with silence."""
    for start in range(0, len(pcm), FRAME_BYTES):
        yield pcm[start : start + FRAME_BYTES].ljust(FRAME_BYTES, b"\0")


def decoder() -> discord.opus.Decoder:
    """A decoder for one speaker."""
    load()
    return discord.opus.Decoder()  # type: ignore[no-untyped-call]  # discord.py left it out
