"""RTP packets and Discord's transport encryption, aead_xchacha20_poly1305_rtpsize."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from nacl.secret import Aead

VERSION, PADDED, EXTENDED, OPUS = 0x80, 0x20, 0x10, 0x78
FIXED = struct.Struct(">BBHII")
EXTENSION_PROFILE = 0xBEDE
MODE = "aead_xchacha20_poly1305_rtpsize"


@dataclass(frozen=True)
class Packet:
    """One RTP packet in the clear; `extension` counts in bytes of four, `padding` in bytes."""

    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    extension: bytes = b""
    padding: int = 0
    payload_type: int = OPUS

    def padded(self, size: int) -> Packet:
        """The same with `size` (1 to 255) bytes of RTP padding."""
        return replace(self, padding=size)


def seal(packet: Packet, key: bytes, counter: int) -> bytes:
    """The packet as it goes over UDP; `counter` makes the nonce and must not repeat."""
    flags = VERSION | (PADDED if packet.padding else 0) | (EXTENDED if packet.extension else 0)
    header = FIXED.pack(flags, packet.payload_type, packet.sequence, packet.timestamp, packet.ssrc)
    if packet.extension:
        header += struct.pack(">HH", EXTENSION_PROFILE, len(packet.extension) // 4)
    padding = bytes(max(0, packet.padding - 1)) + bytes([packet.padding] if packet.padding else [])
    body = packet.extension + packet.payload + padding
    nonce = struct.pack(">I", counter)
    sealed = Aead(key).encrypt(body, header, nonce.ljust(24, b"\0")).ciphertext
    return header + sealed + nonce


def open_sealed(data: bytes, key: bytes) -> Packet:
    """What `seal` made, in the clear; raises nacl.exceptions.CryptoError for anything else."""
    flags, kind, sequence, timestamp, ssrc = FIXED.unpack_from(data)
    size, words = FIXED.size, 0
    if flags & EXTENDED:
        words = struct.unpack_from(">H", data, size + 2)[0]
        size += 4
    body = Aead(key).decrypt(data[size:-4], data[:size], data[-4:].ljust(24, b"\0"))
    padding = body[-1] if flags & PADDED else 0
    extension, payload = body[: 4 * words], body[4 * words : len(body) - padding]
    return Packet(sequence, timestamp, ssrc, payload, extension, padding, kind)
