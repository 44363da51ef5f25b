"""Decoding Opus."""

from __future__ import annotations

import discord
import pytest

from agent.channels.discord.call import opus
from tests.agent.channels.discord.call.sounds import FRAME_BYTES, scale, steps, tone
from tests.loopback.opus import decoder, encode


def test_what_was_encoded_is_decoded() -> None:
    ours = opus.Decoder()
    pcm = b"".join(ours.decode(packet) for packet in encode(scale(5)))
    assert len(pcm) == 50 * FRAME_BYTES
    assert steps(pcm)[5::10] == [0, 1, 2, 3, 4]


def test_a_lost_packet_is_recovered_or_made_up() -> None:
    packets = encode(tone(700, 0.4))
    for fill in ("recover", "conceal"):
        ours = opus.Decoder()
        for packet in packets[:10]:
            ours.decode(packet)
        filled = ours.recover(packets[11]) if fill == "recover" else ours.conceal()
        assert steps(filled) == [1]


@pytest.mark.parametrize("packet", [b"", b"\xff", b"\xff\xff\xff\xff"])
def test_what_is_no_opus_is_refused(packet: bytes) -> None:
    ours = opus.Decoder()
    ours.decode(encode(scale(1))[0])
    with pytest.raises(opus.OpusDecodeError):
        ours.decode(packet)


def test_discord_pys_decoder_gives_the_same_sound() -> None:
    packets = encode(scale(3))
    ours, theirs = opus.Decoder(), decoder()
    for packet in packets[:20]:
        assert ours.decode(packet) == theirs.decode(packet, fec=False)
    assert ours.conceal() == theirs.decode(None, fec=False)
    assert ours.recover(packets[22]) == theirs.decode(packets[22], fec=True)


def test_discord_py_gets_the_library_too() -> None:
    opus.library()
    assert discord.opus.is_loaded()
