"""hibari's voice, and where it is not used."""

import pytest

from speech.audio import SPOKEN, samples
from speech.errors import EngineUnavailableError
from speech.synthesis import SynthesizerOptions, Voice, create, voices
from tests.speech.recognition.moonshine.model import moonshine, needed
from tests.speech.sounds import pitch
from tests.speech.voices import hear
from tests.told import raises_telling

pytest.importorskip("hibari", reason="hibari-tts is not installed")


def spoken(text: str, voice: str = "en-us", rate: int = 175) -> bytes:
    return b"".join(create(["hibari"], SynthesizerOptions(Voice(voice, rate))).speak(text))


def test_a_sentence_is_sound_of_the_right_format() -> None:
    pcm = spoken("Good morning, how are you today?")
    assert 1.0 < SPOKEN.seconds(pcm) < 4.0
    assert samples(pcm).max() > 3_000
    assert pitch(pcm, SPOKEN) < 2_000


def test_it_is_the_same_each_time_so_that_it_can_be_kept() -> None:
    assert spoken("Right?") == spoken("Right?")


def test_the_rate_is_heard() -> None:
    text = "Good morning, how are you today?"
    assert len(spoken(text, rate=350)) < 0.7 * len(spoken(text))


def test_a_cancelled_sentence_ends_soon() -> None:
    speech = create(["hibari"], SynthesizerOptions()).speak("Good morning, how are you today?")
    first = next(speech)
    speech.cancel()
    assert SPOKEN.seconds(first + b"".join(speech)) < 0.3


def test_auto_is_hibari_for_english_and_espeak_for_what_it_cannot_be() -> None:
    assert create(["auto"], SynthesizerOptions()).engine.name == "hibari"
    for voice in ("de", "en-us+f3"):
        assert create(["auto"], SynthesizerOptions(Voice(voice))).engine.name == "pyttsx3"


def test_a_voice_that_is_none_is_refused() -> None:
    with raises_telling(EngineUnavailableError, "no voice “de” here; there are heart"):
        create(["hibari"], SynthesizerOptions(Voice("de")))


def test_its_voices_are_listed_beside_espeaks() -> None:
    listed = {(each.engine, each.name): each.language for each in voices()}
    assert listed["hibari", "heart"] == "en-us"
    assert listed["pyttsx3", "de"] == "de"


@pytest.mark.parametrize("text", ["....", "日本", "<b> & 5€", "x" * 190, "\u202e"])
def test_odd_text_does_no_harm(text: str) -> None:
    assert len(spoken(text)) % 2 == 0


@needed
def test_it_is_understood() -> None:
    synthesizer = create(["hibari"], SynthesizerOptions())
    pcm = b"".join(synthesizer.speak("When you say good morning, I answer hello friend."))
    wave = samples(pcm)[::3].tobytes()
    heard = hear(moonshine().stream(), wave)
    assert heard.text == "when you say good morning i answer hello friend"
