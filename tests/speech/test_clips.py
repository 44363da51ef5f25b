import numpy as np
import pytest

from speech.audio import SPOKEN, samples
from speech.clips import level, trim
from tests.speech.sounds import tone


def loudest(pcm: bytes) -> int:
    return int(np.abs(samples(pcm).astype(int)).max())


def test_silence_at_the_ends_is_trimmed() -> None:
    clip = SPOKEN.silence(1.0) + tone(0.5, SPOKEN) + SPOKEN.silence(2.0)
    assert SPOKEN.seconds(trim(clip, SPOKEN)) == pytest.approx(0.6, abs=0.03)
    assert trim(SPOKEN.silence(1.0), SPOKEN) == b""


@pytest.mark.parametrize("loudness", [0.01, 0.9])
def test_clips_are_levelled(loudness: float) -> None:
    clip = tone(0.2, SPOKEN, level=loudness)
    assert loudest(level(clip, SPOKEN)) == pytest.approx(32767 * 10 ** (-3 / 20), rel=0.02)
    assert level(SPOKEN.silence(0.2), SPOKEN) == SPOKEN.silence(0.2)
