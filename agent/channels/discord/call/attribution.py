"""Whose packets carry an SSRC, found out by trying keys.

Discord announces who speaks with which SSRC (opcode 5), but not again to a bot that comes back or
comes later. Under DAVE each sender has keys of their own, so only the right member's key opens a
frame: an announcement merely says whom to try first. Without DAVE, announcements are all there is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .encryption import END_TO_END_MARK, Encryption, EndToEndError
from .rtp import Packet
from .speaker_stream import SpeakerStream

KEPT_PACKETS = 50  # kept for one SSRC until its speaker is known
KEPT_SECONDS = 5.0  # after which a kept packet is too old to be played
EAGER_TRIES = 3  # on the first packets and with each new key; else keys are tried on one packet in
PATIENT_TRIES = 10

Consented = Callable[[int], bool]
Keys = tuple[int | None, frozenset[int]]
"""An epoch, and the members whose keys of it may be tried."""


@dataclass(slots=True, eq=False)
class VoiceSource:
    """One SSRC: whose it is, once that is known, and until then its packets with their times.

    `refused` are the members whose keys were not tried, since they did not agree to be heard.
    """

    user_id: int | None = None
    stream: SpeakerStream | None = None
    last: float = 0.0
    seen: int = 0
    tried: Keys | None = None
    kept: deque[tuple[Packet, float]] = field(default_factory=lambda: deque(maxlen=KEPT_PACKETS))
    refused: set[int] = field(default_factory=set)

    @property
    def reason(self) -> str:
        """Why packets of this source are dropped while it is nobody's."""
        return "no consent" if self.refused else "unknown speaker"

    def keep(self, packet: Packet, now: float) -> bool:
        """Keep a packet for later; False when the oldest had to go for it."""
        fits = len(self.kept) < KEPT_PACKETS
        self.kept.append((packet, now))
        return fits

    def fresh(self, now: float) -> list[tuple[Packet, float]]:
        """Hand over what was kept and may still be played: nothing of before somebody agreed."""
        kept = [(packet, at) for packet, at in self.kept if now - at <= KEPT_SECONDS]
        self.kept.clear()
        return [] if self.user_id in self.refused else kept

    def keys(self, encryption: Encryption, consented: Consented) -> Keys:
        """Those that may be tried now."""
        members = encryption.members()
        agreed = frozenset(filter(consented, members))
        self.refused.update(members - agreed)
        return encryption.epoch, agreed

    def attribute(
        self, packet: Packet, encryption: Encryption, keys: Keys, first: int | None
    ) -> bytes | None:
        """Try the members' keys; returns the decrypted frame of the right one.

        `first` is tried before the others. A frame decrypts once only, so it is not to be
        decrypted again. None while it is nobody's.
        """
        if not packet.payload.endswith(END_TO_END_MARK):
            return None  # silence, or a client that does not encrypt: anybody's
        self.seen += 1
        if keys == self.tried and self.seen > EAGER_TRIES and self.seen % PATIENT_TRIES:
            return None
        self.tried = keys
        for member in sorted(keys[1], key=lambda member: member != first):
            try:
                frame = encryption.decrypt(member, packet.payload)
            except EndToEndError:
                continue
            self.user_id = member
            return frame
        return None
