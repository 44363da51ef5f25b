"""Streaming change of rate and channels, with soxr's high quality filter."""

import numpy as np
import soxr
from numpy.typing import NDArray

from speech.audio import Format, samples


class Resampler:
    """One stream of PCM from one format to another, in chunks of any size.

    The filter holds back about 10 ms: call `flush` at the end of an utterance.
    """

    def __init__(self, source: Format, target: Format) -> None:
        self._source, self._target = source, target
        self._renew()

    def feed(self, pcm: bytes) -> bytes:
        """The next chunk (whole frames of the source format) in the target format."""
        return self._convert(pcm, last=False)

    def flush(self) -> bytes:
        """What the filter still holds; the next `feed` begins a new stream."""
        rest = self._convert(b"", last=True)
        self._renew()
        return rest

    def _renew(self) -> None:
        source, target = self._source.rate, self._target.rate
        same = source == target
        self._stream = None if same else soxr.ResampleStream(source, target, 1, dtype="int16")

    def _convert(self, pcm: bytes, *, last: bool) -> bytes:
        mono = _mixed(samples(pcm), self._source.channels)
        if self._stream is not None:
            mono = np.asarray(self._stream.resample_chunk(mono, last=last), dtype=np.int16)
        return mono.repeat(self._target.channels).tobytes()


def _mixed(interleaved: NDArray[np.int16], channels: int) -> NDArray[np.int16]:
    """The mean of the channels; stereo, the common case, without a reduction over an axis."""
    if channels == 1:
        return interleaved
    if channels == 2:
        both = interleaved[::2].astype(np.int32) + interleaved[1::2]
        return (both >> 1).astype(np.int16)
    return np.asarray(interleaved.reshape(-1, channels).mean(axis=1), dtype=np.int16)
