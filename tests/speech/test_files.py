from dataclasses import asdict
from pathlib import Path

import pytest

from speech.audio import HEARD, SPOKEN, decode, write_wav
from speech.errors import AudioError, NothingToSayError
from speech.files import say_to_file, transcribe_file
from speech.recognition import RecognizerOptions
from speech.recognition import create as create_recognizer
from speech.synthesis import SynthesizerOptions, create
from speech.vad import VoiceDetector
from tests.speech.sounds import CODECS, write_file
from tests.speech.voices import padded, say, tiny
from tests.told import raises_telling, told

DETECTOR = VoiceDetector()


@pytest.mark.parametrize("kind", CODECS)
def test_a_recording_of_any_kind_becomes_text(tmp_path: Path, kind: str) -> None:
    sound = HEARD.silence(0.5) + say("good morning") + HEARD.silence(1.5) + say("train a model")
    path = write_file(tmp_path / f"a.{kind}", padded(sound), HEARD)
    heard = transcribe_file(path, tiny(), detector=DETECTOR)
    assert (heard.file, heard.text, heard.engine) == (
        f"a.{kind}",
        "good morning train a model",
        "vosk",
    )
    assert heard.seconds == pytest.approx(HEARD.seconds(padded(sound)), abs=0.1)
    assert 0.0 < heard.confidence <= 1.0
    assert set(asdict(heard)) >= {"file", "text", "confidence", "engine", "seconds"}


def test_phrases_narrow_it_and_unknown_ones_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_wav(path, [padded(say("two"))], HEARD)
    heard = transcribe_file(path, tiny(), ("one", "two", "umpteen"), detector=DETECTOR)
    assert heard.text == "two"
    assert heard.unheard == ("umpteen",)


def test_silence_is_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_wav(path, [HEARD.silence(2.0)], HEARD)
    heard = transcribe_file(path, tiny(), ("umpteen",), detector=DETECTOR)
    assert (heard.text, heard.confidence, heard.engine) == ("", 0.0, "vosk")
    assert heard.unheard == ("umpteen",)
    assert heard.seconds == pytest.approx(2.0)


def test_a_service_that_fails_is_told_and_not_raised(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_wav(path, [padded(say("yes"))], HEARD)
    options = RecognizerOptions(google_endpoint="http://127.0.0.1:9/none")
    heard = transcribe_file(path, create_recognizer(["google"], options), detector=DETECTOR)
    assert (heard.text, heard.engine) == ("", "google")
    assert "google did not answer" in told(*heard.notes)


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.wav"
    path.write_text("buy milk")
    with raises_telling(AudioError, r"notes\.wav is not sound"):
        transcribe_file(path, tiny(), detector=DETECTOR)


def test_what_is_said_to_a_file_is_understood_from_it(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    seconds = say_to_file(
        "What is the capital of France?", path, create(["pyttsx3"], SynthesizerOptions())
    )
    assert SPOKEN.seconds(b"".join(decode(path, SPOKEN))) == pytest.approx(seconds)
    heard = transcribe_file(path, tiny(), detector=DETECTOR)
    assert heard.text == "what is the capital of france"


@pytest.mark.parametrize("text", ["", " \n", "…"])
def test_nothing_to_say_is_said_and_leaves_no_file(tmp_path: Path, text: str) -> None:
    with raises_telling(NothingToSayError, "write some words"):
        say_to_file(text, tmp_path / "out.wav", create(["pyttsx3"], SynthesizerOptions()))
    assert list(tmp_path.iterdir()) == []
