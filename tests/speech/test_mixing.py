from pathlib import Path

import numpy as np
import pytest

from speech.audio import DISCORD, HEARD, decode, samples, write_wav
from speech.mixing import to_mono
from speech.resampling import Resampler
from tests.speech.sounds import pitch, tone


def opposite(seconds: float) -> bytes:
    both = samples(tone(seconds, DISCORD)).reshape(-1, 2).copy()
    both[:, 1] = -both[:, 1]
    return both.tobytes()


def test_channels_are_averaged() -> None:
    assert to_mono(np.array([100, 300, -4, 4], np.int16), 2).tolist() == [200, 0]
    assert to_mono(np.array([3, 6, 9], np.int16), 3).tolist() == [6]
    assert to_mono(np.array([3, 6], np.int16), 1).tolist() == [3, 6]


def test_opposite_channels_do_not_cancel_each_other() -> None:
    assert to_mono(np.array([9000, -9000, 5000, -5000], np.int16), 2).tolist() == [9000, 5000]


def test_one_silent_channel_is_no_opposite() -> None:
    assert to_mono(np.array([9000, 0, 5000, 0], np.int16), 2).tolist() == [4500, 2500]


def test_a_stream_of_opposite_phase_is_heard() -> None:
    heard = Resampler(DISCORD, HEARD).feed(opposite(1.0))
    assert pitch(heard, HEARD) == pytest.approx(440, abs=3)
    assert abs(samples(heard)).max() > 5_000


def test_a_file_of_opposite_phase_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "opposite.wav"
    write_wav(path, [opposite(1.0)], DISCORD)
    heard = b"".join(decode(path))
    assert abs(samples(heard)).max() > 5_000
    assert pitch(heard, HEARD) == pytest.approx(440, abs=3)
