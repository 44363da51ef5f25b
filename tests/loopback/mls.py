"""The few pieces of MLS (RFC 9420) on the wire that an external sender needs.

Ciphersuite 2 (P-256, SHA-256), as DAVE uses it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

VERSION_AND_PUBLIC = struct.pack(">HH", 1, 1)  # protocol mls10, wire format mls_public_message
BASIC_CREDENTIAL = 1
EXTERNAL, MEMBER = 2, 1
PROPOSAL, COMMIT = 2, 3
ADD, REMOVE = 1, 3
FROM_KEY_PACKAGE, FROM_COMMIT = 1, 3


def vector(content: bytes) -> bytes:
    """Bytes with the variable-length prefix of RFC 9420, section 2.1.2."""
    size = len(content)
    if size < 1 << 6:
        return bytes([size]) + content
    if size < 1 << 14:
        return struct.pack(">H", 0x4000 | size) + content
    return struct.pack(">I", 0x80000000 | size) + content


@dataclass
class ExternalSender:
    """The voice server as a member of nobody's group who may propose changes to it."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    identity: bytes = b"loopback voice server"

    def package(self) -> bytes:
        """The public half, as opcode 25 carries it."""
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return vector(point) + struct.pack(">H", BASIC_CREDENTIAL) + vector(self.identity)

    def add(self, group: bytes, epoch: int, key_package: bytes) -> bytes:
        """A signed proposal to add whoever made `key_package`."""
        return self._sign(group, epoch, struct.pack(">H", ADD) + key_package)

    def remove(self, group: bytes, epoch: int, leaf: int) -> bytes:
        """A signed proposal to remove the member at `leaf`."""
        return self._sign(group, epoch, struct.pack(">HI", REMOVE, leaf))

    def _sign(self, group: bytes, epoch: int, proposal: bytes) -> bytes:
        sender = struct.pack(">BI", EXTERNAL, 0)
        content = vector(group) + struct.pack(">Q", epoch) + sender + vector(b"")
        framed = VERSION_AND_PUBLIC + content + bytes([PROPOSAL]) + proposal
        to_sign = vector(b"MLS 1.0 FramedContentTBS") + vector(framed)
        return framed + vector(self.key.sign(to_sign, ec.ECDSA(hashes.SHA256())))


class Reader:
    """Walks through MLS structures."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.position = 0

    def skip(self, size: int) -> None:
        """Pass over `size` bytes."""
        self.position += size

    def number(self, size: int) -> int:
        """A big-endian number of `size` bytes."""
        start = self.position
        self.position += size
        return int.from_bytes(self._data[start : self.position], "big")

    def vector(self) -> bytes:
        """The content of a vector with a variable-length prefix."""
        bits = self._data[self.position] >> 6
        size = self.number(1 << bits) & ((1 << (8 * (1 << bits) - 2)) - 1)
        start = self.position
        self.position += size
        return self._data[start : self.position]

    def leaf_node(self) -> None:
        """Pass over a LeafNode."""
        self.vector()  # encryption key
        self.vector()  # signature key
        self.skip(2)  # credential type
        self.vector()  # identity
        for _ in range(5):  # capabilities
            self.vector()
        source = self.number(1)
        if source == FROM_KEY_PACKAGE:
            self.skip(16)  # lifetime
        elif source == FROM_COMMIT:
            self.vector()  # parent hash
        self.vector()  # extensions
        self.vector()  # signature


class Committed(NamedTuple):
    """What opcode 28 carries; the welcome is empty when nobody was added."""

    epoch: int
    commit: bytes
    welcome: bytes


def split_commit(data: bytes) -> Committed:
    """Take opcode 28's payload apart; raises ValueError for anything but a commit."""
    reader = Reader(data)
    reader.skip(4)  # version and wire format
    reader.vector()  # group
    epoch = reader.number(8)
    is_member = reader.number(1) == MEMBER
    reader.skip(4)  # sender's leaf
    reader.vector()  # authenticated data
    if reader.number(1) != COMMIT:
        raise ValueError("This MLS message is not a commit.")
    reader.vector()  # proposals
    if reader.number(1):  # update path
        reader.leaf_node()
        reader.vector()
    reader.vector()  # signature
    reader.vector()  # confirmation tag
    if is_member:
        reader.vector()  # membership tag
    return Committed(epoch, data[: reader.position], data[reader.position :])
