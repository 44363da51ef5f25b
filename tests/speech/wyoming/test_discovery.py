"""Finding Wyoming servers by one question on the network: a network of two sockets."""

import socket
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wyoming.event import Event

from speech.errors import EngineUnavailableError
from speech.wyoming import discovery
from speech.wyoming.connection import Address
from speech.wyoming.discovery import ADDRESS, PLACE, POINTER, located, servers, told_by
from tests.patience import PATIENCE
from tests.speech.wyoming.servers import raw, scripted
from tests.told import raises_telling

SERVICE = b"\x08_wyoming\x04_tcp\x05local\0"
INSTANCE = b"\x05Piper\xc0\x0c"
HOST = b"\x03Box\x05local\0"


def record(name: bytes, kind: int, content: bytes) -> bytes:
    return name + struct.pack(">HHIH", kind, 1, 120, len(content)) + content


def answer(*records: bytes) -> bytes:
    return struct.pack(">6H", 0, 0x8400, 0, len(records), 0, 0) + b"".join(records)


def place(port: int) -> bytes:
    return struct.pack(">HHH", 0, 0, port)


WHOLE = answer(
    record(SERVICE, POINTER, INSTANCE),
    record(INSTANCE, PLACE, place(10200) + HOST),
    record(b"\x03bOX\x05local\0", ADDRESS, bytes([192, 168, 1, 5])),
)


@contextmanager
def network(answers: Sequence[bytes]) -> Iterator[tuple[str, int]]:
    """Somebody who answers a question with these."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        there.settimeout(PATIENCE)

        def serve() -> None:
            with suppress(OSError):
                asked, who = there.recvfrom(512)
                assert asked.endswith(SERVICE + struct.pack(">HH", POINTER, 1))
                for each in answers:
                    there.sendto(each, who)

        thread = threading.Thread(target=serve)
        thread.start()
        yield there.getsockname()
        thread.join()


def test_who_answers_is_found_whatever_else_comes() -> None:
    other = WHOLE.replace(b"Piper", b"Aural").replace(struct.pack(">H", 10200), b"\0\x50")
    with network([b"", b"\xff" * 40, WHOLE, other, WHOLE[:-3], WHOLE]) as group:
        found = servers(group, 0.1)
    assert found == [Address("192.168.1.5", 80), Address("192.168.1.5", 10200)]


def test_where_nobody_is_nobody_is_found() -> None:
    with network([]) as group:
        assert servers(group, 0.05) == []


def test_a_host_without_an_address_is_who_sent_it() -> None:
    told = answer(record(SERVICE, POINTER, INSTANCE), record(INSTANCE, PLACE, place(7) + HOST))
    assert list(told_by(told, "10.0.0.9").values()) == [Address("10.0.0.9", 7)]


def test_other_services_are_none() -> None:
    told = answer(record(b"\x05Piper\x05_http\0", PLACE, place(7) + HOST))
    assert told_by(told, "10.0.0.9") == {}


def test_a_name_that_points_to_itself_is_no_name() -> None:
    with pytest.raises(ValueError):
        told_by(answer(record(b"\xc0\x0c", POINTER, b"\0")), "10.0.0.9")


@given(st.binary(max_size=80), st.integers(0, len(WHOLE)), st.integers(0, 20))
def test_no_packet_does_any_harm(noise: bytes, at: int, lost: int) -> None:
    for packet in (noise, WHOLE[:at] + noise + WHOLE[at + lost :]):
        with suppress(IndexError, struct.error, ValueError):
            assert all(0 <= each.port < 65_536 for each in told_by(packet, "10.0.0.9").values())


def test_the_first_with_such_a_program_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    info = Event("info", {"tts": [{"name": "piper", "installed": True}]})
    with raw(b"") as closing, scripted(lambda _: [info]) as speaking:
        there = [Address.parse(closing), Address.parse(speaking)]
        monkeypatch.setattr(discovery, "servers", lambda: there)
        assert located(" Zeroconf", "tts", PATIENCE, offline=False) == there[1]
        with raises_telling(EngineUnavailableError, "No Wyoming server that hears"):
            located("zeroconf", "asr", PATIENCE, offline=False)
    with raises_telling(EngineUnavailableError, "offline mode is on"):
        located("zeroconf", "asr", PATIENCE, offline=True)
    assert located("127.0.0.1:5", "asr", PATIENCE, offline=True) == Address("127.0.0.1", 5)
