"""Google's recognizer against a server of our own: its format, its failures, the fallback."""

import io
import json
import time
from collections.abc import Iterator

import pytest

from speech.audio import HEARD, decode
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.recognition import RecognizerOptions, create
from speech.recognition.chain import RecognizerChain
from tests.patience import PATIENCE, SLACK
from tests.speech.voices import MODEL, hear, padded, say
from tests.speech.web import Answer, Request, served
from tests.told import raises_telling, told

pytestmark = pytest.mark.slow

LIMIT = 0.3
HEARD_BY_GOOGLE = {
    "result": [
        {
            "alternative": [
                {"transcript": "Train a model", "confidence": 0.93},
                {"transcript": "Train the model"},
            ],
            "final": True,
        }
    ],
    "result_index": 0,
}


class Service:
    def __init__(self) -> None:
        self.answer = Answer(f'{{"result":[]}}\n{json.dumps(HEARD_BY_GOOGLE)}\n'.encode())
        self.asked: list[Request] = []
        self.address = ""

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        return self.answer

    def options(self, limit: float = PATIENCE) -> RecognizerOptions:
        return RecognizerOptions("en-us", {"en-us": MODEL}, False, limit, self.address)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    with served(service) as service.address:
        yield service


def test_the_answer_is_read(service: Service) -> None:
    heard = hear(create(["google"], service.options()).stream(), padded(say("yes")))
    assert (heard.text, heard.confidence, heard.engine) == ("train a model", 0.93, "google")
    assert [other.text for other in heard.alternatives] == ["train the model"]


def test_the_utterance_is_sent_as_flac_with_its_language(service: Service) -> None:
    sound = padded(say("yes"))
    hear(create(["google"], service.options()).stream(), sound)
    (request,) = service.asked
    assert "lang=en-us" in request.path
    assert request.headers["Content-Type"] == "audio/x-flac; rate=16000"
    assert b"".join(decode(io.BytesIO(request.body), HEARD)) == sound


def test_nothing_understood_is_an_empty_text_and_no_failure(service: Service) -> None:
    service.answer = Answer(b'{"result":[]}\n')
    assert hear(create(["google"], service.options()).stream(), padded(say("yes"))).text == ""


def test_silence_is_not_sent(service: Service) -> None:
    stream = create(["google"], service.options()).stream()
    stream.start()
    assert stream.finish().text == ""
    assert service.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(hang=True),
        Answer(status=500),
        Answer(b"<html>"),
        Answer(b'{"result":[{"alternative":[{}]}]}'),
        Answer(b'{"result":7}'),
        Answer(b"\xff\xfe"),
        Answer(b"{}", headers={"Content-Length": "100"}),
    ],
    ids=["hangs", "broken", "page", "no text", "no list", "not text", "cut short"],
)
def test_a_service_in_trouble_is_said_in_time_and_the_fallback_hears(
    service: Service, answer: Answer
) -> None:
    service.answer = answer
    started = time.monotonic()
    with raises_telling(EngineFailedError, r"^google (did not answer|gave an answer)"):
        hear(create(["google"], service.options(LIMIT)).stream(), padded(say("yes")))
    stream = create(["google", "vosk"], service.options(LIMIT)).stream()
    first = hear(stream, padded(say("train a model")))
    second = hear(stream, padded(say("yes")), ["yes", "no"])
    assert time.monotonic() - started < 3 * LIMIT + SLACK
    assert (first.text, first.engine, len(first.notes)) == ("train a model", "vosk", 1)
    assert "left alone for 60 s" in told(*first.notes)
    assert (second.text, second.engine, second.notes) == ("yes", "vosk", ())
    assert len(service.asked) == 2  # the second utterance was not tried with a dead service


def test_without_a_network_it_fails_at_once_and_the_fallback_hears() -> None:
    options = RecognizerOptions(
        "en-us", {"en-us": MODEL}, google_endpoint="http://127.0.0.1:9/none"
    )
    heard = hear(create(["google", "vosk"], options).stream(), padded(say("yes")))
    assert (heard.text, heard.engine) == ("yes", "vosk")
    assert "google did not answer" in told(*heard.notes)


def test_without_any_setting_a_service_that_hangs_costs_less_than_three_seconds(
    service: Service,
) -> None:
    assert RecognizerOptions().google_seconds < 3.0
    service.answer = Answer(hang=True)
    options = RecognizerOptions("en-us", {"en-us": MODEL}, google_endpoint=service.address)
    stream, sound = create(["google", "vosk"], options).stream(), padded(say("yes"))
    started = time.monotonic()
    assert hear(stream, sound).text == "yes"
    assert time.monotonic() - started < 3.0 + SLACK


def test_a_service_that_came_back_is_asked_again(service: Service) -> None:
    now = 0.0
    options = service.options()
    engines = [create([name], options) for name in ("google", "vosk")]
    chain = RecognizerChain(engines, clock=lambda: now)
    works, service.answer = service.answer, Answer(status=500)
    assert hear(chain.stream(), padded(say("yes"))).engine == "vosk"
    service.answer = works
    stream = chain.stream()
    assert hear(stream, padded(say("yes"))).engine == "vosk"
    now = 61.0
    assert hear(stream, padded(say("yes"))).engine == "google"


def test_where_everything_fails_the_last_error_says_all_of_it(service: Service) -> None:
    service.answer = Answer(status=500)
    stream = create(["google", "google"], service.options()).stream()
    with raises_telling(EngineFailedError, r"google.*google"):
        hear(stream, padded(say("yes")))
    service.answer = Answer(json.dumps(HEARD_BY_GOOGLE).encode())
    assert hear(stream, padded(say("yes"))).text == "train a model"


def test_offline_mode_refuses_it() -> None:
    with raises_telling(EngineUnavailableError, "offline mode is on"):
        create(["google"], RecognizerOptions(offline=True))
