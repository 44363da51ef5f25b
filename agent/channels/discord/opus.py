"""libopus: finding it, and decoding with it (https://opus-codec.org/docs/opus_api-1.5)."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
from functools import cache
from pathlib import Path

import discord

RATE = 48_000
CHANNELS = 2
FRAME_SECONDS = 0.02
FRAME_SAMPLES = int(RATE * FRAME_SECONDS)
FRAME_BYTES = FRAME_SAMPLES * CHANNELS * 2
LONGEST_SAMPLES = FRAME_SAMPLES * 6  # a packet holds at most 120 ms
SILENCE = b"\xf8\xff\xfe"


class OpusMissingError(Exception):
    """No libopus could be loaded; the message says what to do."""


class OpusDecodeError(Exception):
    """Something was not an Opus packet."""


@cache
def load() -> ctypes.CDLL:
    """Load libopus, the system's or PyAV's, for discord.py and for ourselves.

    Raises `OpusMissingError` when there is neither.
    """
    for path in _candidates():
        try:
            library = ctypes.CDLL(path)
        except OSError:
            continue
        discord.opus.load_opus(path)
        return _declare(library)
    raise OpusMissingError(
        "Voice needs libopus, and none could be loaded. Install it "
        "(for example `apt install libopus0`), or run `pip install av`, which carries one."
    )


def _candidates() -> list[str]:
    system = ctypes.util.find_library("opus")
    found = [system] if system else []
    av = importlib.util.find_spec("av")
    if av is not None and av.origin is not None:
        packages = Path(av.origin).parent.parent
        found += [str(path) for path in sorted(packages.glob("av.libs/*opus*"))]
    return found


def _declare(library: ctypes.CDLL) -> ctypes.CDLL:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    library.opus_decoder_create.argtypes = [ctypes.c_int32, number, ctypes.POINTER(number)]
    library.opus_decoder_create.restype = pointer
    library.opus_decoder_destroy.argtypes = [pointer]
    library.opus_decoder_destroy.restype = None
    library.opus_decode.argtypes = [
        pointer,
        ctypes.c_char_p,
        ctypes.c_int32,
        pointer,
        number,
        number,
    ]
    library.opus_decode.restype = number
    return library


class Decoder:
    """One speaker's decoder: Opus packets in, 48 kHz stereo 16-bit PCM out."""

    def __init__(self) -> None:
        self._library = load()
        self._pcm = ctypes.create_string_buffer(LONGEST_SAMPLES * CHANNELS * 2)
        error = ctypes.c_int()
        self._state = self._library.opus_decoder_create(RATE, CHANNELS, ctypes.byref(error))

    def __del__(self) -> None:
        if hasattr(self, "_state"):
            self._library.opus_decoder_destroy(self._state)

    def decode(self, packet: bytes) -> bytes:
        """The sound of one packet; raises `OpusDecodeError` for what is none."""
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
        return ctypes.string_at(self._pcm, got * CHANNELS * 2)
