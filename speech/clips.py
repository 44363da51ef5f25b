"""Clips edited with pydub: trimmed and levelled."""

import warnings
from typing import Any

from speech.audio import Format

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for an ffmpeg program, which nothing here needs
    from pydub import AudioSegment
    from pydub.effects import normalize
    from pydub.silence import detect_leading_silence

QUIET = -45.0
"""dBFS below which a clip's edges are trimmed."""
EDGE = 0.05
"""Seconds left at either end of a trimmed clip."""


def trim(pcm: bytes, form: Format) -> bytes:
    """A clip without the silence at its ends; a silent one is left empty."""
    clip, step = _clip(pcm, form), 10
    lead = detect_leading_silence(clip, QUIET, step)
    tail = detect_leading_silence(clip.reverse(), QUIET, step)
    if lead + tail >= len(clip):
        return b""
    edge = round(EDGE * 1000)
    return bytes(clip[max(0, lead - edge) : len(clip) - max(0, tail - edge)].raw_data)


def level(pcm: bytes, form: Format, peak: float = -3.0) -> bytes:
    """A clip made as loud as `peak` dBFS; silence stays silence."""
    return bytes(normalize(_clip(pcm, form), headroom=-peak).raw_data)


def _clip(pcm: bytes, form: Format) -> Any:
    return AudioSegment(pcm, sample_width=2, frame_rate=form.rate, channels=form.channels)
