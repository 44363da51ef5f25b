"""Decoding Opus."""

from __future__ import annotations

import discord
import pytest

from agent.channels.discord.call import opus
from tests.agent.channels.discord.sounds import FRAME_BYTES, scale, steps, tone
from tests.loopback.opus import encode


def test_what_was_encoded_is_decoded() -> None:
    decoder = opus.Decoder()
    pcm = b"".join(decoder.decode(packet) for packet in encode(scale(5)))
    assert len(pcm) == 50 * FRAME_BYTES
    assert steps(pcm)[5::10] == [0, 1, 2, 3, 4]


def test_a_lost_packet_is_recovered_or_made_up() -> None:
    packets = encode(tone(700, 0.4))
    for fill in ("recover", "conceal"):
        decoder = opus.Decoder()
        for packet in packets[:10]:
            decoder.decode(packet)
        filled = decoder.recover(packets[11]) if fill == "recover" else decoder.conceal()
        assert steps(filled) == [1]


def test_what_is_no_opus_is_refused() -> None:
    with pytest.raises(opus.OpusDecodeError):
        opus.Decoder().decode(b"\xff\xff\xff\xff")


def test_discord_py_gets_the_library_too() -> None:
    opus.library()
    assert discord.opus.is_loaded()
