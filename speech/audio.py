"""Sound as 16-bit PCM: its formats, files of any kind in, WAV files out."""

import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from messages import Message
from speech.errors import AudioError
from speech.mixing import to_mono

RECORDING = Message("audio.recording")
"""What a source without a name is called."""
SAFE = {"format_whitelist": "wav,ogg,mp3,mov,flac,matroska", "protocol_whitelist": "none"}
"""For FFmpeg: no play lists and the like, which would open what they name."""
RATES = range(2_000, 384_001)


@dataclass(frozen=True, slots=True)
class Format:
    """Interleaved signed 16-bit samples: rate in samples per second, and channels."""

    rate: int
    channels: int

    @property
    def bytes_per_second(self) -> int:
        return self.rate * self.channels * 2

    def seconds(self, pcm: bytes) -> float:
        return len(pcm) / self.bytes_per_second

    def silence(self, seconds: float) -> bytes:
        return bytes(round(seconds * self.rate) * self.channels * 2)


HEARD = Format(16_000, 1)
"""What recognizers and the voice detector take."""
SPOKEN = Format(48_000, 1)
"""What synthesizers give."""
DISCORD = Format(48_000, 2)
"""What Discord's Opus carries, in frames of 20 ms."""


def samples(pcm: bytes) -> NDArray[np.int16]:
    """PCM bytes as an int16 array, without copying."""
    return np.frombuffer(pcm, dtype=np.int16)


def decode(
    source: Path | BinaryIO,
    to: Format = HEARD,
    *,
    name: Message = RECORDING,
    longest: float = 3600.0,
) -> Iterator[bytes]:
    """Decode the first sound track of a file, in chunks, into `to`.

    `name` is what errors call a source that is no file; `longest` is in seconds.
    Raises AudioError for anything that is not sound, is empty, or is longer than `longest`.
    A truncated file gives what it holds.
    """
    if isinstance(source, Path):
        yield from _decode_path(source, to, longest)
        return
    yield from _decode_file(source, to, name, longest)


def _decode_file(
    source: BinaryIO, to: Format, name: str | Message, longest: float
) -> Iterator[bytes]:
    total = 0
    for chunk in _decoded(source, to, name, longest):
        total += len(chunk)
        if total > longest * to.bytes_per_second:
            raise _too_long(name, longest)
        yield chunk
    if total == 0:
        raise AudioError("audio.silent", name=name)


def _decode_path(path: Path, to: Format, longest: float) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from _decode_file(file, to, path.name, longest)
    except OSError as error:
        raise AudioError("audio.unreadable", name=path.name, reason=error.strerror) from error


def _decoded(source: BinaryIO, to: Format, name: str | Message, longest: float) -> Iterator[bytes]:
    decoding = False
    try:
        with av.open(source, "r", options=SAFE, metadata_errors="replace") as container:
            if not container.streams.audio:
                raise AudioError("audio.no_track", name=name)
            if container.duration is not None and container.duration > longest * 1_000_000:
                raise _too_long(name, longest)
            for chunk in _converted(container, to, name):
                decoding = True
                yield chunk
    except av.FFmpegError as error:
        if not decoding:  # a file cut short fails at its end, after all that can be heard
            raise AudioError("audio.not_sound", name=name) from error


def _converted(
    container: av.container.InputContainer, to: Format, name: str | Message
) -> Iterator[bytes]:
    converter, before = None, None
    for frame in container.decode(audio=0):
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if frame.sample_rate not in RATES:  # a filter for a rate of gigahertz takes minutes
            raise AudioError("audio.sample_rate", name=name)
        if converter is None or before != kind:
            if converter is not None:
                yield from converter.convert(None)
            converter = _Converter(to, frame.layout.nb_channels)
        before = kind
        yield from converter.convert(frame)
    if converter is not None:
        yield from converter.convert(None)


class _Converter:
    """FFmpeg's resampler; stereo is mixed here, since opposite channels would cancel each other."""

    def __init__(self, to: Format, channels: int) -> None:
        self._mixes = to.channels == 1 and channels == 2
        layout = "mono" if to.channels == 1 and not self._mixes else "stereo"
        self._resampler = av.AudioResampler(format="s16", layout=layout, rate=to.rate)

    def convert(self, frame: av.AudioFrame | None) -> Iterator[bytes]:
        for out in self._resampler.resample(frame):
            pcm = out.to_ndarray().tobytes()
            yield to_mono(samples(pcm), 2).tobytes() if self._mixes else pcm


def _too_long(name: str | Message, longest: float) -> AudioError:
    return AudioError("audio.too_long", name=name, minutes=round(longest / 60))


def write_wav(path: Path, chunks: Iterable[bytes], form: Format) -> float:
    """Write PCM chunks as a WAV file, beside and then in place; returns its seconds."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(form.channels)
            file.setsampwidth(2)
            file.setframerate(form.rate)
            for chunk in chunks:
                file.writeframes(chunk)
            seconds = file.getnframes() / form.rate
        beside.replace(path)
    except OSError as error:
        raise AudioError("audio.unwritable", path=path, reason=error.strerror) from error
    finally:
        beside.unlink(missing_ok=True)
    return seconds
