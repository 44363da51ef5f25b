import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.audio import DISCORD, HEARD, SPOKEN, Format, samples
from speech.resampling import Resampler
from tests.speech.sounds import pitch, tone


def converted(pcm: bytes, source: Format, target: Format, chunk: int) -> bytes:
    stream = Resampler(source, target)
    parts = [stream.feed(pcm[i : i + chunk]) for i in range(0, len(pcm), chunk)]
    return b"".join(parts) + stream.flush()


@settings(max_examples=25)
@given(frames=st.integers(1, 2000))
def test_chunk_sizes_do_not_change_the_sound(frames: int) -> None:
    pcm = tone(0.25, DISCORD)
    whole = samples(converted(pcm, DISCORD, HEARD, len(pcm))).astype(int)
    parts = samples(converted(pcm, DISCORD, HEARD, frames * 4)).astype(int)
    assert len(parts) == len(whole) == 4000
    assert np.abs(parts - whole).max() <= 4  # soxr dithers its last bits


@pytest.mark.parametrize(
    ("source", "target"), [(DISCORD, HEARD), (Format(22_050, 1), SPOKEN), (SPOKEN, DISCORD)]
)
def test_pitch_and_length_stay(source: Format, target: Format) -> None:
    out = converted(tone(1.0, source), source, target, 1764)
    assert target.seconds(out) == pytest.approx(1.0, abs=0.001)
    assert pitch(out, target) == pytest.approx(440, abs=1)


def test_what_16_khz_cannot_hold_is_filtered_out() -> None:
    loud = samples(converted(tone(1.0, DISCORD, 10_000), DISCORD, HEARD, 3840)).astype(float)
    assert np.sqrt((loud[800:-800] ** 2).mean()) < 5  # of 7,000: 60 dB down and more


def test_flush_begins_a_new_stream() -> None:
    stream = Resampler(DISCORD, HEARD)
    pcm = tone(0.1, DISCORD)
    first = stream.feed(pcm) + stream.flush()
    assert stream.feed(pcm) + stream.flush() == first


def test_six_channels_are_mixed() -> None:
    six = Format(16_000, 6)
    assert pitch(converted(tone(0.5, six), six, HEARD, 1200), HEARD) == pytest.approx(440, abs=2)
