"""One speaker's stream: encrypted packets in, sound in order with its time out."""

from __future__ import annotations

from collections import Counter, deque
from itertools import pairwise

from .encryption import Encryption, EndToEndError
from .frames import CHANNELS, RATE, SAMPLE_BYTES
from .jitter import JitterBuffer, PacketRefused
from .opus import Decoder, OpusDecodeError
from .rtp import Packet

BYTES_PER_SECOND = RATE * CHANNELS * SAMPLE_BYTES
UNDECRYPTED = 10  # packets that wait for a new epoch's key; more, and they may be another's
PADDING = b""  # a packet with nothing but padding takes its place in the sequence, and is no sound


class SpeakerStream:
    """Decrypts, orders and decodes what comes from one SSRC.

    `counts` gets "heard", "concealed" and the reasons why packets were dropped; `undecrypted` are
    those whose key is not there yet.
    """

    def __init__(self, user_id: int, encryption: Encryption, counts: Counter[str]) -> None:
        self.user_id = user_id
        self._encryption = encryption
        self._counts = counts
        self._jitter = JitterBuffer()
        self._decoder = Decoder()
        self.undecrypted: deque[Packet] = deque()
        self._end = 0.0

    @property
    def lost(self) -> bool:
        """Whether nothing that came of late could be decrypted, so that it may be another's."""
        return len(self.undecrypted) > UNDECRYPTED

    @property
    def deadline(self) -> float | None:
        """When `due` wants to be called."""
        return self._jitter.deadline

    def push(self, packet: Packet, now: float) -> list[tuple[bytes, float]]:
        """Take an opened packet; returns PCM, each piece with the time at which it ended."""
        self.undecrypted.append(packet)
        return self.retry(now)

    def retry(self, now: float) -> list[tuple[bytes, float]]:
        """Decrypt what could not be decrypted before; returns what can be heard."""
        waiting, self.undecrypted = self.undecrypted, deque()
        sound: list[tuple[bytes, float]] = []
        for each in waiting:
            sound += self._decrypted(each, now)
        return sound

    def due(self, now: float) -> list[tuple[bytes, float]]:
        """What can be heard now that a missing packet has had its time."""
        return self._decode(self._jitter.due(now), now)

    def _decrypted(self, packet: Packet, now: float) -> list[tuple[bytes, float]]:
        if not packet.payload:
            return self.accept(packet.sequence, PADDING, now)
        try:
            frame = self._encryption.decrypt(self.user_id, packet.payload)
        except EndToEndError:
            self.undecrypted.append(packet)
            return []
        return self.accept(packet.sequence, frame, now)

    def accept(self, sequence: int, frame: bytes, now: float) -> list[tuple[bytes, float]]:
        """Take a frame that has been decrypted already."""
        ready = self._jitter.push(sequence, frame, now)
        if isinstance(ready, PacketRefused):
            self._counts[ready] += 1
            return []
        return self._decode(ready, now)

    def _decode(self, frames: list[bytes | None], now: float) -> list[tuple[bytes, float]]:
        pieces = (self._sound(*pair) for pair in pairwise((*frames, None)))
        return [(pcm, self._at(pcm, now)) for pcm in pieces if pcm]

    def _sound(self, frame: bytes | None, following: bytes | None) -> bytes:
        try:
            if frame == PADDING:
                return b""
            if frame is not None:
                pcm = self._decoder.decode(frame)
                self._counts["heard"] += 1
                return pcm
            self._counts["concealed"] += 1
            return self._decoder.recover(following) if following else self._decoder.conceal()
        except OpusDecodeError:
            self._counts["not opus"] += 1
            return b""

    def _at(self, pcm: bytes, now: float) -> float:
        """Sound without a gap has times without a gap; after a pause it ends when it arrives."""
        self._end = max(now, self._end + len(pcm) / BYTES_PER_SECOND)
        return self._end
