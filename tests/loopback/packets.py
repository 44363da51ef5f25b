"""The way of voice packets to a real client, with everything that can happen to them."""

from __future__ import annotations

from collections.abc import Callable

from .faults import Faults
from .rtp import Packet, seal

LONGEST_PADDING = 32


class PacketPath:
    """Encrypts packets for one client and sends them: late, twice, padded, or not at all."""

    def __init__(self, faults: Faults, key: bytes, transmit: Callable[[bytes], None]) -> None:
        self._faults = faults
        self._key = key
        self._transmit = transmit
        self._counter = 0
        self._held: dict[int, bytes] = {}
        self.lost = 0

    def send(self, packet: Packet) -> None:
        """Send one packet; a reordered one leaves after the next of the same speaker."""
        faults = self._faults.packets
        if faults.happens(faults.loss):
            self.lost += 1
            return
        if faults.happens(faults.padding):
            packet = packet.padded(faults.chance.randint(1, LONGEST_PADDING))
        self._counter += 1
        data = seal(packet, self._key, self._counter)
        if packet.ssrc not in self._held and faults.happens(faults.reorder):
            self._held[packet.ssrc] = data
            return
        self._transmit(data)
        if faults.happens(faults.duplicate):
            self._transmit(data)
        held = self._held.pop(packet.ssrc, None)
        if held is not None:
            self._transmit(held)
