"""The Wyoming synthesizer against servers made with the protocol's own library, and bad ones."""

import time
from pathlib import Path

import pytest
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.tts import Synthesize

from speech.audio import SPOKEN, Format
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.synthesis import Synthesizer, SynthesizerOptions, create
from speech.wyoming.frames import packed
from tests.patience import PATIENCE, SLACK
from tests.speech.sounds import pitch, tone
from tests.speech.wyoming.servers import raw, scripted
from tests.told import raises_telling, told

LIMIT = 0.2
PIPER = Format(22_050, 1)


def voice(
    address: str, limit: float = PATIENCE, name: str = "", cache: Path | None = None
) -> Synthesizer:
    options = SynthesizerOptions(
        wyoming=address, wyoming_voice=name, service_seconds=limit, cache=cache
    )
    return create(["wyoming"], options)


def chunk(pcm: bytes, source: Format) -> Event:
    return AudioChunk(source.rate, 2, source.channels, pcm).event()


class Server:
    """Says a tone for whatever it is to say."""

    def __init__(self, source: Format = PIPER) -> None:
        self.source = source
        self.said: list[Synthesize] = []

    def __call__(self, came: list[Event]) -> list[Event]:
        self.said.append(Synthesize.from_event(came[-1]))
        sound, size = tone(0.5, self.source, level=0.1), 1024 * 2 * self.source.channels
        pieces = [sound[start : start + size] for start in range(0, len(sound), size)]
        start = AudioStart(self.source.rate, 2, self.source.channels).event()
        chunks = [chunk(piece, self.source) for piece in pieces]
        return [start, *chunks, AudioStop().event()]


@pytest.mark.parametrize("source", [PIPER, SPOKEN, Format(16_000, 2), Format(8_000, 1)])
def test_a_voice_of_any_rate_is_made_ours_and_as_loud_as_others(source: Format) -> None:
    with scripted(Server(source)) as address:
        sound = b"".join(voice(address).speak("Good morning."))
    assert SPOKEN.seconds(sound) == pytest.approx(0.5, abs=0.02)
    assert pitch(sound, SPOKEN) == pytest.approx(440, abs=2)


def test_it_is_asked_sentence_by_sentence_for_the_voice_of_the_settings() -> None:
    server = Server()
    with scripted(server) as address:
        assert b"".join(voice(address, name="amy").speak("Good morning. How are you?"))
        assert b"".join(voice(address).speak("Hello."))
    assert [said.text for said in server.said] == ["Good morning.", "How are you?", "Hello."]
    assert [said.voice and said.voice.name for said in server.said] == ["amy", "amy", None]


def test_what_was_said_is_kept_for_each_server_and_voice(tmp_path: Path) -> None:
    server = Server()
    with scripted(server) as address, scripted(server) as other:
        for where, name in ((address, ""), (address, ""), (address, "amy"), (other, "")):
            assert b"".join(voice(where, name=name, cache=tmp_path).speak("Hello."))
    assert len(server.said) == 3


NOISE = tone(0.1, PIPER)
BAD = [
    (b"", True),
    (b"", False),
    (packed(chunk(NOISE, PIPER))[:-9], True),
    (packed(chunk(NOISE, PIPER)), True),
    (packed(chunk(NOISE, PIPER)), False),
    (packed(AudioStop().event()), True),
    (packed(Event("pong", {})), True),
    (b'{"type": "audio-chunk", "payload_length": 104857600}\n' + bytes(2**16), True),
    (packed(Event("audio-chunk", {"rate": 22_050, "width": 4, "channels": 1}, NOISE)), True),
    (packed(Event("audio-chunk", {"rate": 10**9, "width": 2, "channels": 1}, NOISE)), True),
    (packed(Event("audio-chunk", {"rate": 22_050, "width": 2, "channels": 0}, NOISE)), True),
    (packed(Event("audio-chunk", {}, NOISE)), True),
    (packed(*[chunk(bytes(2**20), Format(8_000, 1))] * 2), True),
    (packed(Error("no voice").event()), True),
]
IDS = [
    "hangs", "closes", "half", "no end", "closes too soon", "no sound", "another type", "100 MB",
    "wide", "fast", "no channel", "no format", "two minutes", "an error",
]  # fmt: skip


@pytest.mark.parametrize(("said", "hangs"), BAD, ids=IDS)
def test_a_server_in_trouble_is_said_in_time_and_nothing_is_heard_or_kept(
    said: bytes, hangs: bool, tmp_path: Path
) -> None:
    started = time.monotonic()
    with (
        raw(said, hangs=hangs) as address,
        raises_telling(EngineFailedError, rf"^The Wyoming server at {address} "),
    ):
        next(voice(address, LIMIT, cache=tmp_path).speak("Hello."))
    assert time.monotonic() - started < LIMIT + SLACK
    assert not list(tmp_path.iterdir())


def test_the_next_engine_speaks_in_its_place() -> None:
    options = SynthesizerOptions(wyoming="127.0.0.1:9")
    speech = create(["wyoming", "pyttsx3"], options).speak("Hello.")
    assert b"".join(speech)
    assert "127.0.0.1:9 cannot be reached: Connection refused" in told(*speech.notes)


def test_it_needs_an_address_which_offline_mode_wants_to_be_this_machine() -> None:
    with raises_telling(EngineUnavailableError, "WYOMING_SYNTHESIZER, such as"):
        create(["wyoming"], SynthesizerOptions())
    assert create(["wyoming"], SynthesizerOptions(wyoming="127.0.0.1:1", offline=True))
    with raises_telling(EngineUnavailableError, "offline mode is on"):
        create(["wyoming"], SynthesizerOptions(wyoming="10.0.0.1:1", offline=True))
