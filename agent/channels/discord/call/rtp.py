"""Voice packets as Discord sends them over UDP: RTP (RFC 3550) under transport encryption."""

from __future__ import annotations

import struct
from typing import NamedTuple

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError

VOICE = 0x78
EXTENDED, PADDED = 0x10, 0x20
HEADER = struct.Struct(">BBHII")
NONCE_SIZE, TAG_SIZE = 4, 16


class PacketError(Exception):
    """A packet that could not be opened."""


class Packet(NamedTuple):
    """What is left when transport encryption, extension and padding are off."""

    ssrc: int
    sequence: int
    timestamp: int
    payload: bytes


def voice_ssrc(data: bytes) -> int | None:
    """Whose packet this is, from the clear header; None for RTCP, video and anything else."""
    if len(data) < HEADER.size or data[0] >> 6 != 2 or data[1] & 0x7F != VOICE:
        return None
    return int.from_bytes(data[8:12], "big")


def open_packet(data: bytes, key: bytes) -> Packet:
    """Open a packet that `voice_ssrc` recognized, encrypted by aead_xchacha20_poly1305_rtpsize.

    The header, with the first word of an extension, is authenticated but in the clear; the last
    four bytes are the nonce. Padding lies inside the encryption. Raises `PacketError`.
    """
    flags, _, sequence, timestamp, ssrc = HEADER.unpack_from(data)
    clear = HEADER.size + 4 * (flags & 0x0F)
    extension = 0
    if flags & EXTENDED:
        clear += 4
        extension = 4 * int.from_bytes(data[clear - 2 : clear], "big")
    if len(data) < clear + TAG_SIZE + NONCE_SIZE:
        raise PacketError("too short")
    nonce = data[-NONCE_SIZE:].ljust(24, b"\0")
    try:
        body = crypto_aead_xchacha20poly1305_ietf_decrypt(
            data[clear:-NONCE_SIZE], data[:clear], nonce, key
        )
    except CryptoError as error:
        raise PacketError("not sealed with this session's key") from error
    padding = body[-1] if flags & PADDED and body else 0
    if extension + padding > len(body):
        raise PacketError("extension and padding are longer than the packet")
    return Packet(ssrc, sequence, timestamp, body[extension : len(body) - padding])
