"""Streaming change of rate and channels, with soxr's high quality filter."""

import numpy as np
import soxr

from speech.audio import Format, samples
from speech.mixing import to_mono


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
        mono = to_mono(samples(pcm), self._source.channels)
        if self._stream is not None:
            mono = np.asarray(self._stream.resample_chunk(mono, last=last), dtype=np.int16)
        return mono.repeat(self._target.channels).tobytes()
