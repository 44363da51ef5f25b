"""gTTS against a server of our own: its format, its failures, and the fallback from it."""

import base64
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from speech.audio import SPOKEN, samples
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.synthesis import Synthesizer, SynthesizerOptions, Voice, create
from tests.loopback.network import server_context
from tests.patience import PATIENCE, SLACK
from tests.speech.sounds import pitch, tone, write_file
from tests.speech.web import Answer, Request, served
from tests.told import raises_telling, told

LIMIT = 0.3


class Service:
    """Google's answer to gTTS, with a tone for a voice, or whatever `answer` is set to."""

    def __init__(self, folder: Path) -> None:
        sound = SPOKEN.silence(0.8) + tone(0.5, SPOKEN, level=0.1) + SPOKEN.silence(0.8)
        mp3 = write_file(folder / "tone.mp3", sound, SPOKEN).read_bytes()
        coded = base64.b64encode(mp3).decode()
        line = f'[["wrb.fr","jQ1olc","[\\"{coded}\\"]",null,null,null,"generic"]]\n'
        self.answer = Answer(line.encode())
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Answer:
        self.asked.append(unquote(request.body.decode()))
        return self.answer


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    service = Service(tmp_path)
    with served(service) as address:
        monkeypatch.setattr("gtts.tts._translate_url", lambda tld, path: f"{address}/{path}")
        yield service


def spoken(synthesizer: Synthesizer, text: str = "Good morning.") -> bytes:
    return b"".join(synthesizer.speak(text))


def gtts(voice: str = "en-us", rate: int = 175, limit: float = PATIENCE) -> Synthesizer:
    return create(["gtts"], SynthesizerOptions(voice=Voice(voice, rate), gtts_seconds=limit))


def test_the_answer_is_decoded_trimmed_and_made_as_loud_as_others(service: Service) -> None:
    sound = spoken(gtts())
    assert SPOKEN.seconds(sound) == pytest.approx(0.6, abs=0.1)
    assert pitch(sound, SPOKEN) == pytest.approx(440, abs=2)
    assert abs(samples(sound)).max() > 20_000
    assert "Good morning." in service.asked[0]


def test_a_server_whose_certificate_is_nobodys_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    service = Service(tmp_path)
    context, _ = server_context(tmp_path)
    with served(service, context) as address:
        monkeypatch.setattr("gtts.tts._translate_url", lambda tld, path: f"{address}/{path}")
        with pytest.raises(EngineFailedError):
            spoken(gtts())
    assert service.asked == []


@pytest.mark.parametrize(
    ("voice", "language"), [("en-gb", '"en"'), ("de", '"de"'), ("pt-pt", '"pt-PT"')]
)
def test_language_and_speed_are_asked_for(service: Service, voice: str, language: str) -> None:
    spoken(gtts(voice, rate=100))
    assert f"{language},true" in service.asked[0].replace("\\", "")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(hang=True),
        Answer(status=500),
        Answer(status=429),
        Answer(b"<html>"),
        Answer(b'"jQ1olc","nothing"'),
        Answer(b'[["wrb.fr","jQ1olc","[\\"AAAA\\"]"]]'),
    ],
    ids=["hangs", "broken", "too many", "page", "no sound", "not sound"],
)
def test_a_service_in_trouble_is_said_in_time_and_the_fallback_speaks(
    service: Service, answer: Answer
) -> None:
    service.answer = answer
    started = time.monotonic()
    with raises_telling(EngineFailedError, r"^gtts (did not answer|gave an answer)"):
        spoken(gtts(limit=LIMIT))
    chain = create(["gtts", "pyttsx3"], SynthesizerOptions(gtts_seconds=LIMIT))
    speech = chain.speak("Good morning. Right?")
    assert SPOKEN.seconds(b"".join(speech)) > 1.0
    assert time.monotonic() - started < 3 * LIMIT + SLACK
    assert len(speech.notes) == 1
    assert told(*speech.notes).startswith("gtts ")
    assert len(service.asked) == 2  # the second sentence was not tried with a dead service


def test_without_any_setting_a_service_that_hangs_costs_less_than_three_seconds(
    service: Service,
) -> None:
    assert SynthesizerOptions().gtts_seconds < 3.0
    service.answer = Answer(hang=True)
    speech = create(["gtts", "pyttsx3"], SynthesizerOptions()).speak("Hello.")
    started = time.monotonic()
    assert next(speech)
    assert time.monotonic() - started < 3.0 + SLACK


def test_without_a_network_the_fallback_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtts.tts._translate_url", lambda tld, path: "http://127.0.0.1:9/x")
    speech = create(["gtts", "pyttsx3"], SynthesizerOptions(gtts_seconds=LIMIT)).speak("Hello.")
    assert b"".join(speech)
    assert "gtts did not answer" in told(*speech.notes)


def test_offline_mode_and_unknown_languages_are_refused() -> None:
    with raises_telling(EngineUnavailableError, "offline mode is on"):
        create(["gtts"], SynthesizerOptions(offline=True))
    with raises_telling(EngineUnavailableError, "does not speak “xx”"):
        create(["gtts"], SynthesizerOptions(voice=Voice("xx")))


def test_only_what_cannot_be_made_is_missing_from_the_chain() -> None:
    made = create(["gtts", "pyttsx3"], SynthesizerOptions(offline=True))
    assert made.engine.name == "pyttsx3"
    assert "offline mode is on" in told(*made.engine.remarks)


def test_a_name_that_is_none_is_refused() -> None:
    with raises_telling(
        EngineUnavailableError, r"no synthesizer “siri”; there are auto, hibari, pyttsx3"
    ):
        create(["siri"], SynthesizerOptions())
    with raises_telling(EngineUnavailableError, "No synthesizer is named"):
        create([], SynthesizerOptions())
