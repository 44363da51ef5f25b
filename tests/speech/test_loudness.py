"""Voices behind the speaker keep a detector on; they must not keep the turn open."""

from collections.abc import Iterator

import pytest

from speech.audio import HEARD
from speech.loudness import LoudnessGate
from speech.vad import FRAME_BYTES
from tests.speech.sounds import tone


def frames(pcm: bytes) -> Iterator[bytes]:
    for start in range(0, len(pcm) - FRAME_BYTES + 1, FRAME_BYTES):
        yield pcm[start : start + FRAME_BYTES]


def passed(gate: LoudnessGate, pcm: bytes, probability: float = 0.9) -> list[bool]:
    return [gate.passes(frame, probability) for frame in frames(pcm)]


@pytest.mark.parametrize("below", [10, 15, 20])
def test_voices_so_many_decibels_below_the_speaker_do_not_pass(below: int) -> None:
    gate = LoudnessGate()
    behind = tone(2.0, HEARD, level=0.3 * 10 ** (-below / 20))
    passed(gate, behind)
    assert all(passed(gate, tone(2.0, HEARD, level=0.3)))
    after = passed(gate, behind)
    assert not any(after[len(after) // 2 :])


def test_a_speaker_alone_always_passes_though_quieter_in_places() -> None:
    gate = LoudnessGate()
    for level in (0.3, 0.2, 0.3, 0.16, 0.3):
        assert all(passed(gate, tone(0.4, HEARD, level=level)))


def test_in_silence_a_speaker_may_fall_far() -> None:
    gate = LoudnessGate()
    passed(gate, HEARD.silence(3.0), probability=0.0)
    passed(gate, tone(1.0, HEARD, level=0.3))
    assert all(passed(gate, tone(1.0, HEARD, level=0.03)))


def test_what_is_no_speech_is_left_to_the_detector() -> None:
    gate = LoudnessGate()
    passed(gate, tone(1.0, HEARD, level=0.3))
    assert all(passed(gate, HEARD.silence(1.0), probability=0.1))


def test_after_a_reset_a_quiet_speaker_is_a_speaker() -> None:
    gate = LoudnessGate()
    passed(gate, tone(1.0, HEARD, level=0.3))
    gate.reset()
    assert all(passed(gate, tone(1.0, HEARD, level=0.01)))


def test_voices_behind_do_not_become_the_speaker_while_the_speaker_waits() -> None:
    gate = LoudnessGate()
    behind = tone(9.0, HEARD, level=0.1)
    passed(gate, tone(0.5, HEARD, level=0.3))
    assert not any(passed(gate, behind)[8:])
    assert all(passed(gate, tone(0.4, HEARD, level=0.3))[2:])
    assert not any(passed(gate, behind)[8:])


def test_who_goes_on_more_quietly_is_the_speaker_after_a_while() -> None:
    gate = LoudnessGate()
    passed(gate, tone(1.0, HEARD, level=0.3))
    assert passed(gate, tone(17.0, HEARD, level=0.1))[-1]
