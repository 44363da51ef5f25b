"""A connection to a Wyoming server, for threads that wait."""

import re
import socket
import time
from collections.abc import Iterator
from typing import NamedTuple, Self

from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Describe, Info

from speech.deadline import within
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.hosts import is_here
from speech.wyoming.frames import FrameDecoder, FrameError, packed, text_of

ADDRESS = re.compile(r"(?:tcp://)?([\w.-]+|\[[\da-fA-F:.]+]):(\d{1,5})/?", re.ASCII)
PIECE = 2**16
LONGEST_SHOWN = 200
"""Characters shown of what a server says about itself."""


class Address(NamedTuple):
    """Where a server is."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `host:port`, with `tcp://` or without. Raises EngineUnavailableError."""
        if (found := ADDRESS.fullmatch(text.strip())) and int(found[2]) < 2**16:
            return cls(found[1].strip("[]"), int(found[2]))
        raise EngineUnavailableError("wyoming.bad_address", given=text)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def checked(self, *, offline: bool) -> Self:
        """Itself, if it can be used. Raises EngineUnavailableError."""
        if offline and not is_here(self.host):
            raise EngineUnavailableError("wyoming.offline", address=str(self))
        return self


class WyomingConnection:
    """Open from the beginning. Every call takes at most `seconds` and raises EngineFailedError."""

    def __init__(self, address: Address, seconds: float) -> None:
        self._address, self._seconds = address, seconds
        self._decoder = FrameDecoder()
        try:
            self._socket = within(seconds, lambda: socket.create_connection(address, seconds))
            # else the end of an utterance waits for what came before it to be acknowledged: 40 ms
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise self._failed(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()

    def send(self, *events: Event) -> None:
        self._socket.settimeout(self._seconds)
        try:
            self._socket.sendall(packed(*events))
        except OSError as error:
            raise self._failed(error) from error

    def arrived(self) -> list[Event]:
        """What has come already."""
        self._socket.setblocking(False)
        return self._received()

    def answers(self) -> Iterator[Event]:
        """What comes, without an end; all that is waited for must come within the time limit."""
        until = time.monotonic() + self._seconds
        while (left := until - time.monotonic()) > 0:
            self._socket.settimeout(left)
            yield from self._received()
        raise self._failed(TimeoutError())

    def _received(self) -> list[Event]:
        try:
            received = self._socket.recv(PIECE)
            if not received:
                raise EngineFailedError("wyoming.closed", address=str(self._address))
            return [self._checked(event) for event in self._decoder.feed(received)]
        except BlockingIOError:
            return []
        except (OSError, FrameError) as error:
            raise self._failed(error) from error

    def _checked(self, event: Event) -> Event:
        if not Error.is_type(event.type):
            return event
        reason = _shown(text_of(event))
        raise EngineFailedError("wyoming.refused", address=str(self._address), reason=reason)

    def _failed(self, error: OSError | FrameError) -> EngineFailedError:
        address = str(self._address)
        if isinstance(error, FrameError):
            return EngineFailedError("wyoming.bad_answer", address=address)
        if isinstance(error, TimeoutError):
            return EngineFailedError("wyoming.too_slow", address=address, seconds=self._seconds)
        return EngineFailedError("wyoming.no_answer", address=address, reason=error.strerror or "?")


def programs(address: Address, kind: str, seconds: float) -> list[str]:
    """The names of a server's programs of a kind: "asr", "tts". Raises EngineFailedError."""
    with WyomingConnection(address, seconds) as connection:
        connection.send(Describe().event())
        told = next(event for event in connection.answers() if Info.is_type(event.type))
    try:
        found = [program["name"] for program in told.data.get(kind) or () if program["installed"]]
        names = [_shown(name) for name in found if isinstance(name, str)]
    except (KeyError, TypeError) as error:  # data of another shape
        raise EngineFailedError("wyoming.bad_answer", address=str(address)) from error
    if not names:
        raise EngineFailedError("wyoming.no_program", address=str(address), kind=kind)
    return names


def _shown(told: str) -> str:
    """As a log or a terminal may have it: in one line, and not too long."""
    return "".join(c if c.isprintable() else "\ufffd" for c in told[:LONGEST_SHOWN])
