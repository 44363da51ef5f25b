"""Decoding Opus with losses (https://opus-codec.org/docs/opus_api-1.5).

discord.opus.Decoder gives the same sound bit by bit, for twice the CPU time (64 µs against 137 µs a
packet on one core): it takes the samples through a list, and the interpreter is held meanwhile.
"""

from __future__ import annotations

import ctypes
from functools import cache

import discord

from .frames import CHANNELS, FRAME_SAMPLES, RATE, SAMPLE_BYTES

LONGEST_SAMPLES = FRAME_SAMPLES * 6  # a packet holds at most 120 ms


class OpusDecodeError(Exception):
    """Something was not an Opus packet."""


@cache
def library() -> ctypes.CDLL:
    """The libopus that discord.py has; raises discord.opus.OpusNotLoaded where it finds none.

    One that is elsewhere is given to `discord.opus.load_opus` before.
    """
    discord.opus.Decoder.get_opus_version()
    return _declare(ctypes.CDLL(discord.opus._lib._name))


def _declare(found: ctypes.CDLL) -> ctypes.CDLL:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    found.opus_decoder_create.argtypes = [ctypes.c_int32, number, ctypes.POINTER(number)]
    found.opus_decoder_create.restype = pointer
    found.opus_decoder_destroy.argtypes = [pointer]
    found.opus_decoder_destroy.restype = None
    found.opus_decode.argtypes = [
        pointer,
        ctypes.c_char_p,
        ctypes.c_int32,
        pointer,
        number,
        number,
    ]
    found.opus_decode.restype = number
    return found


class Decoder:
    """One speaker's decoder: Opus packets in, 48 kHz stereo 16-bit PCM out."""

    def __init__(self) -> None:
        self._library = library()
        self._pcm = ctypes.create_string_buffer(LONGEST_SAMPLES * CHANNELS * SAMPLE_BYTES)
        error = ctypes.c_int()
        self._state = self._library.opus_decoder_create(RATE, CHANNELS, ctypes.byref(error))

    def __del__(self) -> None:
        if hasattr(self, "_state"):
            self._library.opus_decoder_destroy(self._state)

    def decode(self, packet: bytes) -> bytes:
        """The sound of one packet; raises `OpusDecodeError` for what is none."""
        if not packet:  # libopus would take it for a lost one, of 120 ms
            raise OpusDecodeError("an empty packet")
        return self._decode(packet, LONGEST_SAMPLES, fec=False)

    def recover(self, following: bytes) -> bytes:
        """20 ms for a lost packet, from the error correction in the packet that followed it."""
        return self._decode(following, FRAME_SAMPLES, fec=True)

    def conceal(self) -> bytes:
        """20 ms made up for a lost packet from the sound before it."""
        return self._decode(None, FRAME_SAMPLES, fec=False)

    def _decode(self, packet: bytes | None, samples: int, *, fec: bool) -> bytes:
        size = len(packet) if packet is not None else 0
        got: int = self._library.opus_decode(self._state, packet, size, self._pcm, samples, fec)
        if got < 0:
            raise OpusDecodeError(f"libopus error {got}")
        return ctypes.string_at(self._pcm, got * CHANNELS * SAMPLE_BYTES)
