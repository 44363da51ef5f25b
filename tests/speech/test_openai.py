"""Hearing and speaking by a service with OpenAI's interface: a server of our own."""

import io
import json
import logging
import time
import wave
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from speech import recognition, synthesis
from speech.audio import HEARD, SPOKEN, Format
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.openai import MOST, Endpoint, check
from speech.recognition import RecognizerOptions
from speech.synthesis import SynthesizerOptions, Voice
from tests.patience import PATIENCE, SLACK
from tests.speech.sounds import pitch, tone, write_file
from tests.speech.voices import hear
from tests.speech.web import Answer, Request, served
from tests.told import raises_telling, told

LIMIT = 0.2
AMPLE = 30.0
SOUND = tone(0.3, HEARD)


class Service:
    def __init__(self) -> None:
        self.answer = Answer(b'{"text": " Train, a model. "}')
        self.asked: list[Request] = []
        self.address = ""

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        return self.answer

    def endpoint(self, key: str = "sk-secret", path: str = "/v1") -> Endpoint:
        return Endpoint(self.address + path, key, "tiny")

    def ear(self, limit: float = PATIENCE) -> recognition.RecognitionStream:
        options = RecognizerOptions(openai=self.endpoint(), service_seconds=limit)
        return recognition.create(["openai"], options).stream()

    def mouth(self, limit: float = PATIENCE, rate: int = 175) -> synthesis.Synthesizer:
        options = SynthesizerOptions(
            Voice(rate=rate), openai=self.endpoint(), openai_voice="nova", service_seconds=limit
        )
        return synthesis.create(["openai"], options)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    with served(service) as service.address:
        yield service


def test_the_text_is_as_sure_as_one_that_is_asked_back(service: Service) -> None:
    heard = hear(service.ear(), SOUND)
    assert (heard.text, heard.confidence, heard.engine) == ("train a model", 0.6, "openai")


def test_the_utterance_is_sent_as_a_form_with_a_wav_file(service: Service) -> None:
    hear(service.ear(), SOUND)
    (request,) = service.asked
    assert request.path == "/v1/audio/transcriptions"
    assert request.headers["Authorization"] == "Bearer sk-secret"
    kind = f"Content-Type: {request.headers['Content-Type']}\n\n".encode()
    parts = {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message_from_bytes(kind + request.body).walk()
        if not part.is_multipart()
    }
    assert (parts["model"], parts["language"]) == (b"tiny", b"en")
    file = parts["file"]
    assert isinstance(file, bytes)
    with wave.open(io.BytesIO(file)) as sent:
        assert (sent.getframerate(), sent.getnchannels()) == (16_000, 1)
        assert sent.readframes(10**6) == SOUND


def test_a_voice_is_asked_for_and_decoded(service: Service, tmp_path: Path) -> None:
    source = Format(24_000, 1)
    sound = write_file(tmp_path / "x.wav", tone(0.5, source, level=0.1), source).read_bytes()
    service.answer = Answer(sound)
    said = b"".join(service.mouth(rate=350).speak("Good morning."))
    assert SPOKEN.seconds(said) == pytest.approx(0.5, abs=0.02)
    assert pitch(said, SPOKEN) == pytest.approx(440, abs=2)
    (request,) = service.asked
    assert request.path == "/v1/audio/speech"
    assert json.loads(request.body) == {
        "model": "tiny", "input": "Good morning.", "voice": "nova", "response_format": "wav",
        "speed": 2.0,
    }  # fmt: skip


BAD = [
    (Answer(hang=True), "did not answer within 0.2 s"),
    (Answer(status=401), "refused with status 401; OPENAI_KEY is missing or wrong"),
    (Answer(status=404), "the model's name is wrong"),
    (Answer(status=500), "status 500"),
    (Answer(status=302, headers={"Location": "http://127.0.0.1:9/"}), "status 302"),
    (Answer(b"<html>"), "not understood"),
    (Answer(b""), "not understood"),
    (Answer(b"\xff\xfe"), "not understood"),
    (Answer(b'{"text": 7}'), "not understood"),
    (Answer(b'{"error": "no"}'), "not understood"),
    (Answer(bytes(MOST + 1)), "not understood"),
    (Answer(b"{}", headers={"Content-Length": "100"}), "not understood"),
    (Answer(b'{"text": "' + b"a" * 10_001 + b'"}'), "not understood"),
]
IDS = [
    "hangs", "no key", "no model", "broken", "elsewhere", "page", "empty", "not text", "number",
    "error", "too much", "cut short", "book",
]  # fmt: skip


@pytest.mark.parametrize(("answer", "words"), BAD, ids=IDS)
def test_a_service_in_trouble_is_said_in_time(service: Service, answer: Answer, words: str) -> None:
    service.answer = answer
    limit = LIMIT if answer.hang else AMPLE
    started = time.monotonic()
    with raises_telling(EngineFailedError, words):
        hear(service.ear(limit), SOUND)
    with raises_telling(EngineFailedError, words):
        next(service.mouth(limit).speak("Hello."))
    assert time.monotonic() - started < 2 * limit + SLACK


def test_nothing_understood_is_an_empty_text_and_silence_is_not_sent(service: Service) -> None:
    service.answer = Answer(b'{"text": ""}')
    heard = hear(service.ear(), SOUND)
    assert (heard.text, heard.confidence) == ("", 0.0)
    assert hear(service.ear(), b"").text == ""
    assert len(service.asked) == 1


def test_where_nobody_listens_the_next_engine_speaks() -> None:
    options = SynthesizerOptions(openai=Endpoint("http://127.0.0.1:9/v1"))
    speech = synthesis.create(["openai", "pyttsx3"], options).speak("Hello.")
    assert b"".join(speech)
    assert "The service in OPENAI_URL cannot be reached." in told(*speech.notes)


def test_the_key_is_shown_nowhere(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service.answer = Answer(status=401)
    with pytest.raises(EngineFailedError) as raised:
        hear(service.ear(), SOUND)
    shown = (caplog.text, repr(service.endpoint()), told(raised.value), repr(raised.value))
    assert "sk-secret" not in "".join(shown)


def test_a_file_of_passwords_does_not_come_before_the_key(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    hear(service.ear(), SOUND)
    check(service.endpoint(key=""), PATIENCE)
    assert service.asked[0].headers["Authorization"] == "Bearer sk-secret"
    assert "Authorization" not in service.asked[1].headers


@pytest.mark.parametrize(
    "url", ["host:8000", "ftp://host/v1", "http://", "http://h:x/", "/v1", "http://h:0"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with raises_telling(EngineUnavailableError, "begins with http"):
        recognition.create(["openai"], RecognizerOptions(openai=Endpoint(url)))


def test_it_needs_an_address_which_offline_mode_wants_to_be_this_machine() -> None:
    with raises_telling(EngineUnavailableError, "in OPENAI_URL, such as"):
        synthesis.create(["openai"], SynthesizerOptions())
    here, there = Endpoint("http://localhost:1/v1"), Endpoint("https://10.0.0.1/v1")
    assert recognition.create(["openai"], RecognizerOptions(openai=here, offline=True))
    with raises_telling(EngineUnavailableError, "offline mode is on"):
        recognition.create(["openai"], RecognizerOptions(openai=there, offline=True))
