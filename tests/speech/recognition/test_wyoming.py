"""The Wyoming recognizer against servers made with the protocol's own library, and bad ones."""

import subprocess
import sys
import time
from collections.abc import Sequence

import pytest
from wyoming import asr
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event

from speech.audio import HEARD
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.recognition import RecognitionStream, RecognizerOptions, Transcript, create
from speech.recognition.chain import RecognizerChain
from speech.wyoming.frames import packed
from tests.patience import PATIENCE, SLACK
from tests.speech.voices import hear
from tests.speech.wyoming.servers import raw, scripted
from tests.told import raises_telling, told

LIMIT = 0.2
SOUND = HEARD.silence(0.3)
STARTED = asr.TranscriptStart().event()


def options(address: str, limit: float = PATIENCE) -> RecognizerOptions:
    return RecognizerOptions(wyoming=address, service_seconds=limit)


def stream(address: str, limit: float = PATIENCE) -> RecognitionStream:
    return create(["wyoming"], options(address, limit)).stream()


class Server:
    """Answers at the end of the sound; `came` holds what came on each connection."""

    def __init__(self, *answers: Event) -> None:
        self.answers = answers
        self.came: dict[int, list[Event]] = {}

    def __call__(self, came: list[Event]) -> list[Event]:
        self.came[id(came)] = came
        return list(self.answers) if AudioStop.is_type(came[-1].type) else []


def test_the_sound_is_sent_and_the_transcript_is_as_sure_as_one_that_is_asked_back() -> None:
    server = Server(Event("hello", {}), asr.Transcript(" Train, a MODEL!").event())
    with scripted(server) as address:
        heard = hear(stream(address), SOUND)
    assert (heard.text, heard.confidence, heard.engine) == ("train a model", 0.6, "wyoming")
    (came,) = server.came.values()
    wanted, start, *chunks, _ = came
    assert asr.Transcribe.from_event(wanted).language == "en"
    assert AudioStart.from_event(start) == AudioStart(16_000, 2, 1)
    assert b"".join(AudioChunk.from_event(each).audio for each in chunks) == SOUND


def test_each_utterance_has_a_connection_and_silence_none() -> None:
    server = Server(asr.Transcript("one").event())
    with scripted(server) as address:
        listening = stream(address)
        assert [hear(listening, SOUND).text for _ in range(3)] == ["one"] * 3
        listening.start()
        assert listening.finish() == Transcript(engine="wyoming")
    assert len(server.came) == 3


def test_expected_phrases_are_hints_where_nothing_else_is_expected() -> None:
    server = Server(asr.Transcript("yes").event())
    with scripted(server) as address:
        listening = stream(address)
        for closed in (True, False):
            listening.start(["Yes!", "no"], closed=closed)
            listening.feed(SOUND)
            listening.finish()
    hints = [asr.Transcribe.from_event(came[0]).transcript_terms for came in server.came.values()]
    assert hints == [["yes", "no"], None]


def test_a_server_that_streams_is_heard_while_it_is_spoken() -> None:
    said = iter(["train", " a", " model"])

    def server(came: list[Event]) -> list[Event]:
        if AudioStart.is_type(came[-1].type):
            return [STARTED]
        if AudioChunk.is_type(came[-1].type):
            return [asr.TranscriptChunk(word).event() for word in [next(said, "")]]
        if AudioStop.is_type(came[-1].type):
            return [asr.Transcript("Train the model.").event(), asr.TranscriptStop().event()]
        return []

    with scripted(server) as address:
        listening = stream(address)
        listening.start()
        until = time.monotonic() + PATIENCE
        while listening.partial() != "train a model":
            listening.feed(b"")  # as the frames of a pause: what has come is looked at
            assert time.monotonic() < until
        assert listening.finish().text == "train the model"


def test_chunks_alone_are_a_transcript_too() -> None:
    chunks = [asr.TranscriptChunk(word).event() for word in ("good ", "morning")]
    with scripted(Server(STARTED, *chunks, asr.TranscriptStop().event())) as address:
        assert hear(stream(address), SOUND).text == "good morning"


def test_a_server_that_finds_the_end_itself_is_believed() -> None:
    def server(came: list[Event]) -> list[Event]:
        return [asr.Transcript("stop").event()] if AudioChunk.is_type(came[-1].type) else []

    with scripted(server) as address:
        assert hear(stream(address), SOUND).text == "stop"


def frame(text: object) -> bytes:
    return packed(Event("transcript", {"text": text}))


BAD: Sequence[tuple[bytes, bool]] = [
    (b"", True),
    (b"", False),
    (frame("half a frame")[:-3], True),
    (frame("half a frame")[:-3], False),
    (packed(Event("pong", {}), Event("info", {"asr": []})), True),
    (frame(7), True),
    (b'{"type": "transcript"}\n', True),
    (b'{"type": "transcript", "payload_length": 104857600}\n' + bytes(2**16), True),
    (frame("x" * 20_000), True),
    (packed(Event("transcript-chunk", {"text": "x" * 9_000})) * 2, True),
    (b"HTTP/1.1 400 Bad Request\r\n\r\n", False),
    (packed(Error("no model").event()), True),
    (packed(Event("error", {})), True),
]
IDS = [
    "hangs", "closes", "half and hangs", "half and closes", "another type", "no text", "no data",
    "100 MB", "a book", "a book in chunks", "a web server", "an error", "an error without words",
]  # fmt: skip


@pytest.mark.parametrize(("said", "hangs"), BAD, ids=IDS)
def test_a_server_in_trouble_is_said_in_time_and_the_fallback_hears(
    said: bytes, hangs: bool
) -> None:
    started = time.monotonic()
    with raw(said, hangs=hangs) as bad, scripted(Server(asr.Transcript("yes").event())) as good:
        with raises_telling(EngineFailedError, rf"^The Wyoming server at {bad} "):
            hear(stream(bad, LIMIT), SOUND)
        engines = [create(["wyoming"], options(bad, LIMIT)), create(["wyoming"], options(good))]
        engines[1].name = "another"
        heard = hear(RecognizerChain(engines).stream(), SOUND)
    assert (heard.text, len(heard.notes)) == ("yes", 1)
    assert "left alone for 60 s" in told(*heard.notes)
    assert time.monotonic() - started < 2 * LIMIT + SLACK


def test_what_the_server_says_about_itself_is_told() -> None:
    with (
        raw(packed(Error("no model").event()), hangs=True) as address,
        raises_telling(EngineFailedError, r"says: no model$"),
    ):
        hear(stream(address), SOUND)


def test_what_it_says_cannot_steer_a_terminal() -> None:
    said = Error("\x1b[31mred\nWARNING: forged\u202e").event()
    with raw(packed(said), hangs=True) as address:
        with pytest.raises(EngineFailedError) as raised:
            hear(stream(address), SOUND)
        assert str(raised.value.values["reason"]).isprintable()


def test_one_that_hangs_is_waited_for_by_whom_it_was_asked_first() -> None:
    with raw(b"", hangs=True) as bad, scripted(Server(asr.Transcript("yes").event())) as good:
        engines = [create(["wyoming"], options(bad, LIMIT)), create(["wyoming"], options(good))]
        engines[1].name = "another"
        chain = RecognizerChain(engines)
        streams = [chain.stream() for _ in range(5)]
        for each in streams:
            each.start()
            each.feed(SOUND)
        heard = [each.finish() for each in streams]
    assert [each.text for each in heard] == ["yes"] * 5
    assert [len(each.notes) for each in heard] == [1, 0, 0, 0, 0]


def test_a_trickle_does_not_outlast_the_limit() -> None:
    """Each event comes within the limit, and no transcript is among them."""

    def server(came: list[Event]) -> list[Event]:
        return [Event("pong", {})] * 50 if AudioStop.is_type(came[-1].type) else []

    started = time.monotonic()
    with scripted(server) as address, raises_telling(EngineFailedError, "within 0.2 s"):
        hear(stream(address, LIMIT), SOUND)
    assert time.monotonic() - started < LIMIT + SLACK


def test_one_that_dies_in_mid_utterance_is_told_when_it_is_over() -> None:
    with raw(b"") as address:
        listening = stream(address, LIMIT)
        listening.start()
        for _ in range(20):
            listening.feed(SOUND)
        assert listening.partial() == ""
        with pytest.raises(EngineFailedError):
            listening.finish()


def test_where_nobody_listens_is_said_at_once() -> None:
    with raises_telling(EngineFailedError, "127.0.0.1:9 cannot be reached: Connection refused"):
        hear(stream("127.0.0.1:9"), SOUND)


NO_ADDRESSES = [
    "", "tcp://", "host", "host:", "host:99999", "a b:1", "http://host:1", "host:1/x",
    "host:x", "u@host:1", "[::1:1", "::1:1", "host:١",
]  # fmt: skip


@pytest.mark.parametrize("given", NO_ADDRESSES)
def test_an_address_that_is_none_is_refused_with_how_one_looks(given: str) -> None:
    with raises_telling(EngineUnavailableError, "such as 192.168.1.5:10300"):
        create(["wyoming"], options(given))


@pytest.mark.parametrize(
    "given", ["host:1", "tcp://host:1", " 10.0.0.5:10300 ", "[::1]:7", "tcp://h:1/"]
)
def test_an_address_is_a_host_and_a_port(given: str) -> None:
    assert create(["wyoming"], options(given)).name == "wyoming"


def test_offline_mode_allows_this_machine_only() -> None:
    def made(address: str) -> str:
        return create(["wyoming"], RecognizerOptions(wyoming=address, offline=True)).name

    assert made("127.0.0.1:10300") == made("localhost:10300") == made("[::1]:10300") == "wyoming"
    with raises_telling(EngineUnavailableError, "offline mode is on"):
        made("192.168.1.5:10300")


PROCESS = """
import asyncio, functools, sys
from wyoming.asr import Transcript
from wyoming.audio import AudioStop
from wyoming.server import AsyncEventHandler, AsyncServer

class Handler(AsyncEventHandler):
    async def handle_event(self, event):
        if AudioStop.is_type(event.type):
            await self.write_event(Transcript("Good morning.").event())
            return False
        return True

async def main():
    server = AsyncServer.from_uri("tcp://127.0.0.1:0")
    await server.start(Handler)
    print(server._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def test_a_server_of_the_library_in_a_process_of_its_own_is_heard() -> None:
    command = [sys.executable, "-c", PROCESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            port = server.stdout.readline().strip()
            listening = stream(f"127.0.0.1:{port}")
            assert [hear(listening, SOUND).text for _ in range(2)] == ["good morning"] * 2
        finally:
            server.kill()


def test_one_that_dies_while_five_are_heard_costs_nobody_their_words() -> None:
    with raw(b"") as dying, scripted(Server(asr.Transcript("yes").event())) as good:
        engines = [create(["wyoming"], options(dying, LIMIT)), create(["wyoming"], options(good))]
        engines[1].name = "another"
        chain = RecognizerChain(engines)
        streams = [chain.stream() for _ in range(5)]
        for each in streams:
            each.start()
        for _ in range(5):
            for each in streams:
                each.feed(SOUND)
        assert [each.finish().text for each in streams] == ["yes"] * 5
