import numpy as np

from speech.audio import HEARD
from speech.recognition.moonshine.pieces import pieces
from tests.speech.sounds import tone


def test_what_is_short_is_one_piece() -> None:
    assert list(pieces(tone(19.9, HEARD))) == [tone(19.9, HEARD)]
    assert list(pieces(b"")) == [b""]


def test_long_sound_is_cut_where_it_is_quietest_and_nothing_is_lost() -> None:
    quiet = tone(0.2, HEARD, level=0.001)
    sound = tone(14.0, HEARD) + quiet + tone(30.0, HEARD) + quiet + tone(3.0, HEARD)
    cut = list(pieces(sound))
    assert b"".join(cut) == sound
    assert 14.0 < HEARD.seconds(cut[0]) < 14.2
    assert all(10.0 < HEARD.seconds(piece) <= 20.0 for piece in cut[:-1])


def test_loud_samples_do_not_overflow() -> None:
    loud = np.full(30 * HEARD.rate, 32767, np.int16).tobytes()
    assert b"".join(pieces(loud)) == loud
