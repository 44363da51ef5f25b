"""Opening RTP packets, sealed by an independent implementation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.channels.discord.call.rtp import Packet, PacketError, open_packet, voice_ssrc
from tests.loopback import rtp

KEY = bytes(range(32))


@given(
    sequence=st.integers(0, 65535),
    timestamp=st.integers(0, 2**32 - 1),
    ssrc=st.integers(0, 2**32 - 1),
    payload=st.binary(max_size=200),
    words=st.integers(0, 4),
    padding=st.integers(0, 255),
)
def test_what_was_sealed_is_opened(
    *, sequence: int, timestamp: int, ssrc: int, payload: bytes, words: int, padding: int
) -> None:
    packet = rtp.Packet(sequence, timestamp, ssrc, payload, bytes(4 * words), padding)
    data = rtp.seal(packet, KEY, counter=7)
    assert voice_ssrc(data) == ssrc
    assert open_packet(data, KEY) == Packet(ssrc, sequence, timestamp, payload)


@given(st.binary(max_size=100))
def test_anything_else_is_refused(data: bytes) -> None:
    if voice_ssrc(data) is not None:
        with pytest.raises(PacketError):
            open_packet(data, KEY)


@given(st.data())
def test_a_changed_bit_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(rtp.seal(rtp.Packet(1, 2, 3, b"abc", b"wordword"), KEY, counter=1))
    target = data.draw(st.integers(2, len(sealed) - 1))
    sealed[target] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(PacketError):
        open_packet(bytes(sealed), KEY)


def test_padding_longer_than_the_packet_is_refused() -> None:
    sealed = rtp.seal(rtp.Packet(1, 2, 3, b"\xff", padding=0), KEY, counter=1)
    lying = bytes([sealed[0] | rtp.PADDED]) + sealed[1:]
    with pytest.raises(PacketError):
        open_packet(lying, KEY)


@pytest.mark.parametrize("kind", [200, 201, 101, 0])
def test_rtcp_and_video_are_no_voice(kind: int) -> None:
    packet = rtp.Packet(1, 2, 3, b"abc", payload_type=kind)
    assert voice_ssrc(rtp.seal(packet, KEY, counter=1)) is None
