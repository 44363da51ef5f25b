"""Frames from bytes: whatever their pieces, and whatever else comes instead."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wyoming.event import Event

from speech.wyoming.frames import LONGEST_LINE, FrameDecoder, FrameError, packed, text_of

values = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9)
data = st.dictionaries(st.text(max_size=5), values | st.lists(values, max_size=2), max_size=3)
events = st.builds(Event, st.text(max_size=9), data, st.none() | st.binary(min_size=1, max_size=99))


@settings(max_examples=50)
@given(st.lists(events, max_size=3), st.integers(1, 50))
def test_what_was_packed_comes_out_whatever_the_pieces(sent: list[Event], size: int) -> None:
    content, decoder = packed(*sent), FrameDecoder()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    assert [event for piece in pieces for event in decoder.feed(piece)] == sent


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_rubbish_is_a_frame_error_or_nothing(pieces: list[bytes]) -> None:
    decoder = FrameDecoder()
    try:
        found = [event for piece in pieces for event in decoder.feed(piece)]
    except FrameError:
        return
    assert all(isinstance(event, Event) for event in found)


def line(**content: object) -> bytes:
    return json.dumps(content).encode() + b"\n"


@pytest.mark.parametrize(
    "rubbish",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\n",
        b"[]\n",
        b"{}\n",
        b'{"type": 7}\n',
        b'{"type": null}\n',
        b"\xff\xfe\x00\n",
        b'{"type": "x", "data": []}\n',
        b"[" * 60_000 + b"\n",
        b'{"type":"x","data":' + b"[" * 9_000 + b"]" * 9_000 + b"}\n",
        line(type="x", data_length=-1),
        line(type="x", data_length="7"),
        line(type="x", data_length=2**20 + 1),
        line(type="x", payload_length=100 * 2**20),
        line(type="x", payload_length=1e300),
        line(type="x", data_length=2) + b"[]",
        line(type="x", data_length=4) + b"null",
        line(type="x", data_length=2) + b"\xff\xff",
        b"x" * (LONGEST_LINE + 1),
        b"x" * (LONGEST_LINE + 1) + b"\n",
    ],
)
def test_what_is_no_frame_is_refused_at_once(rubbish: bytes) -> None:
    with pytest.raises(FrameError):
        FrameDecoder().feed(rubbish)


def test_what_stands_in_the_line_and_what_follows_are_one() -> None:
    frame = line(type="x", data={"a": 1, "b": 1}, data_length=7, version="9") + b'{"b":2}'
    assert FrameDecoder().feed(frame) == [Event("x", {"a": 1, "b": 2})]
    assert FrameDecoder().feed(line(type="x", data=None, data_length=None)) == [Event("x", {})]


@pytest.mark.parametrize("given_data", [{}, {"text": None}, {"text": 7}, {"text": ["a"]}])
def test_an_event_without_text_has_none(given_data: dict[str, object]) -> None:
    with pytest.raises(FrameError):
        text_of(Event("transcript", given_data))
