"""What a Wyoming server says that it is."""

import socket

import pytest
from wyoming.event import Event
from wyoming.info import AsrProgram, Attribution, Describe, Info

from speech.errors import EngineFailedError
from speech.wyoming.connection import Address, WyomingConnection, programs
from tests.patience import PATIENCE
from tests.speech.wyoming.servers import scripted
from tests.told import raises_telling


def program(name: str, installed: bool = True) -> AsrProgram:
    return AsrProgram(name, Attribution("", ""), installed, None, None, [])


def asked(*answers: Event, kind: str = "asr") -> list[str]:
    def server(came: list[Event]) -> list[Event]:
        return list(answers) if Describe.is_type(came[-1].type) else []

    with scripted(server) as address:
        return programs(Address.parse(address), kind, PATIENCE)


def test_the_programs_that_are_installed_are_named() -> None:
    info = Info(asr=[program("whisper"), program("none", installed=False)]).event()
    assert asked(Event("pong", {}), info) == ["whisper"]
    with raises_telling(EngineFailedError, "speaks nothing: it is of another kind"):
        asked(info, kind="tts")


@pytest.mark.parametrize("asr", [None, [], [7], {}, "x", [{}], [{"name": "a"}], [{"installed": 1}],
                                 [{"name": 7, "installed": True}]])  # fmt: skip
def test_what_is_no_description_is_an_error_that_is_told(asr: object) -> None:
    with raises_telling(EngineFailedError, "^The Wyoming server at 127.0.0.1:"):
        asked(Event("info", {"asr": asr}))


def test_the_end_of_an_utterance_waits_for_no_acknowledgement() -> None:
    with scripted(lambda came: []) as address:
        connection = WyomingConnection(Address.parse(address), PATIENCE)
        with connection:
            assert connection._socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
