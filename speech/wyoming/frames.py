"""Wyoming's frames as they come in, with bounds that its own library does not have.

A frame is a line of JSON, `{"type", "data", "data_length", "payload_length"}`; after it come more
data (JSON again) and a payload, each of the length that the line says.
"""

import io
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, RootModel
from wyoming.event import Event, write_event

LONGEST_LINE = 2**16
MOST_DATA = 2**20
MOST_PAYLOAD = 2**22
"""Bytes; 4 MiB are 44 s of sound at 48 kHz, where engines send a fraction of a second."""


class FrameError(ValueError):
    """What came is no frame, or is larger than any that is meant well."""


class _Line(BaseModel):
    model_config = ConfigDict(strict=True)

    type: str = Field(max_length=100)
    data: dict[str, Any] | None = None
    data_length: int | None = Field(None, ge=0, le=MOST_DATA)
    payload_length: int | None = Field(None, ge=0, le=MOST_PAYLOAD)

    @property
    def more(self) -> int:
        """The bytes of data that follow."""
        return self.data_length or 0

    @property
    def length(self) -> int:
        """The bytes that follow, all in all."""
        return self.more + (self.payload_length or 0)


class _Data(RootModel[dict[str, Any]]):
    pass


class FrameDecoder:
    """Makes events of bytes, in whatever pieces they come."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._line: _Line | None = None

    def feed(self, received: bytes) -> list[Event]:
        """The events that these bytes complete. Raises FrameError; nothing can be read after it."""
        self._received += received
        events = []
        while (event := self._next()) is not None:
            events.append(event)
        return events

    def _next(self) -> Event | None:
        if self._line is None:
            self._line = self._read_line()
        if self._line is None or len(self._received) < self._line.length:
            return None
        line, self._line = self._line, None
        data = {**(line.data or {}), **_data(self._take(line.more))}
        payload = self._take(line.length - line.more)
        return Event(line.type, data, payload or None)

    def _read_line(self) -> _Line | None:
        end = self._received.find(b"\n")
        if max(end, len(self._received) if end < 0 else 0) > LONGEST_LINE:
            raise FrameError
        if end < 0:
            return None
        try:
            return _Line.model_validate_json(self._take(end + 1))
        except ValueError as error:
            raise FrameError from error

    def _take(self, count: int) -> bytes:
        taken = bytes(self._received[:count])
        del self._received[:count]
        return taken


def _data(content: bytes) -> dict[str, Any]:
    if not content:
        return {}
    try:
        return _Data.model_validate_json(content).root
    except ValueError as error:
        raise FrameError from error


def text_of(event: Event) -> str:
    """The text that an event carries. Raises FrameError where it carries none."""
    text = event.data.get("text")
    if not isinstance(text, str):
        raise FrameError(event.type)
    return text


def packed(*events: Event) -> bytes:
    """Events as they are sent."""
    written = io.BytesIO()
    for event in events:
        write_event(event, written)
    return written.getvalue()
