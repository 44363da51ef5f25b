"""Wyoming servers that tell the local network where they are: one question by multicast DNS.

It is asked from a port of its own, so the answers come to that port (RFC 6762, 6.7), and nothing
goes on listening. Anybody on the network can answer.
"""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress

from speech.errors import EngineFailedError, EngineUnavailableError
from speech.wyoming.connection import Address, programs

ZEROCONF = "zeroconf"
"""In place of an address: the first server that answers."""
GROUP = ("224.0.0.251", 5353)
SERVICE = "_wyoming._tcp.local"
SECONDS = 1.0
"""How long answers are waited for."""
POINTER, PLACE, ADDRESS = 12, 33, 1
"""Records: of a service its instances, of an instance its host and port, of a host its address."""
LARGEST = 9_000
MOST_LABELS = 128
"""Of a name that is read; in one that points to itself there is no end of them."""

Record = tuple[str, int, int, int]
"""A name, a kind, and where its content begins and ends in the packet."""


def located(told: str, kind: str, seconds: float, *, offline: bool) -> Address:
    """The address that is told, or, for `ZEROCONF`, that of a server with a program of a kind.

    `seconds` is how long one may take to say what it has. Raises EngineUnavailableError.
    """
    if told.strip().lower() != ZEROCONF:
        return Address.parse(told).checked(offline=offline)
    if offline:
        raise EngineUnavailableError("wyoming.offline", address=ZEROCONF)
    for address in servers():
        with suppress(EngineFailedError):
            programs(address, kind, seconds)
            return address
    raise EngineUnavailableError("wyoming.not_found", kind=kind)


def servers(group: tuple[str, int] = GROUP, seconds: float = SECONDS) -> list[Address]:
    """All that answer in time, in the order of their names; none where there is no network."""
    found: dict[str, Address] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
        asking.sendto(_question(), group)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            asking.settimeout(left)
            packet, (sender, _) = asking.recvfrom(LARGEST)
            with suppress(IndexError, struct.error, ValueError):  # no answer, or a broken one
                found |= told_by(packet, sender)
    return [found[name] for name in sorted(found)]


def _question() -> bytes:
    labels = b"".join(bytes([len(each)]) + each.encode() for each in SERVICE.split("."))
    return struct.pack(">6H", 0, 0, 1, 0, 0, 0) + labels + struct.pack(">BHH", 0, POINTER, 1)


def told_by(packet: bytes, sender: str) -> dict[str, Address]:
    """The instances that a packet tells of; a host without an address is who sent it.

    Raises IndexError, struct.error and ValueError for what is no DNS.
    """
    records = list(_records(packet))
    names = {
        _name(packet, at)[0] for name, kind, at, _ in records if (name, kind) == (SERVICE, POINTER)
    }
    hosts = {name: packet[at:end] for name, kind, at, end in records if kind == ADDRESS}
    told = {}
    for name, kind, at, _ in records:
        if name in names and kind == PLACE:
            (port,) = struct.unpack_from(">H", packet, at + 4)
            host = hosts.get(_name(packet, at + 6)[0])
            told[name] = Address(
                socket.inet_ntoa(host) if host and len(host) == 4 else sender, port
            )
    return told


def _records(packet: bytes) -> Iterator[Record]:
    _, _, questions, *counts = struct.unpack_from(">6H", packet)
    at = struct.calcsize(">6H")
    for _ in range(questions):
        at = _name(packet, at)[1] + 4
    for _ in range(sum(counts)):
        name, at = _name(packet, at)
        kind, _, _, length = struct.unpack_from(">HHIH", packet, at)
        at += struct.calcsize(">HHIH")
        yield name, kind, at, at + length
        at += length


def _name(packet: bytes, at: int) -> tuple[str, int]:
    """A name in small letters, and where what comes after it begins."""
    labels, after = list[str](), 0
    for _ in range(MOST_LABELS):
        length = packet[at]
        if length == 0:
            return ".".join(labels), after or at + 1
        if length >= 0xC0:  # the rest of it stands elsewhere
            after = after or at + 2
            at = struct.unpack_from(">H", packet, at)[0] & 0x3FFF
        else:
            labels.append(packet[at + 1 : at + 1 + length].decode("utf-8", "replace").lower())
            at += 1 + length
    raise ValueError
