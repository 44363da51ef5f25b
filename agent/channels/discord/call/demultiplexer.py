"""Hearing a voice channel: packets in, each speaker's sound out.

All of it is synchronous and takes the time as an argument; `receiver.py` runs it in a thread.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable

from agent.channels.discord.call.encryption import Encryption
from agent.channels.discord.call.rtp import PacketError, voice_ssrc
from agent.channels.discord.call.speaker_stream import SpeakerStream

Hear = Callable[[int, bytes, float], None]
"""Gets (user id, PCM 48 kHz stereo 16-bit, time at which its last sample was spoken).

Times are in seconds on the clock of `packet`, and continuous as long as speech is.
"""

EARLY_PACKETS = 50  # kept for one SSRC until its speaker is known
EARLY_SPEAKERS = 25


class Hearing:
    """Sorts packets by speaker, drops those of people who did not agree, and decodes the others.

    `counts` says how many packets were "heard" and how many dropped, by reason.
    """

    def __init__(self, hear: Hear, consented: Callable[[int], bool]) -> None:
        self._hear = hear
        self._consented = consented
        self._encryption: Encryption | None = None
        self._speakers: dict[int, int] = {}
        self._streams: dict[int, SpeakerStream] = {}
        self._early: dict[int, deque[bytes]] = {}
        self._waiting: set[int] = set()
        self.counts: Counter[str] = Counter()

    def begin(self, encryption: Encryption | None) -> None:
        """A new voice session: earlier speakers, streams and packets mean nothing any more."""
        self._encryption = encryption
        self._speakers.clear()
        self._streams.clear()
        self._early.clear()
        self._waiting.clear()

    def speaker(self, ssrc: int, user_id: int, now: float) -> None:
        """Learn whose packets carry `ssrc`; those that came too early are heard now."""
        if self._speakers.get(ssrc) != user_id:
            self.left(user_id)
            self._forget(ssrc)
            self._speakers[ssrc] = user_id
        for data in self._early.pop(ssrc, ()):
            self.packet(data, now)

    def left(self, user_id: int) -> None:
        """Forget a user's stream."""
        for ssrc in [ssrc for ssrc, user in self._speakers.items() if user == user_id]:
            self._forget(ssrc)

    def packet(self, data: bytes, now: float) -> None:
        """Take whatever came over UDP at time `now`."""
        ssrc = voice_ssrc(data)
        if ssrc is None:
            self.counts["not voice"] += 1
        elif ssrc not in self._speakers:
            self._keep(ssrc, data)
        elif not self._consented(self._speakers[ssrc]):
            self._streams.pop(ssrc, None)
            self._waiting.discard(ssrc)
            self.counts["no consent"] += 1
        else:
            self._open(ssrc, data, now)

    def due(self, now: float) -> float | None:
        """Hear what has waited long enough; returns when to call again, None if nothing waits."""
        for ssrc in list(self._waiting):
            stream = self._streams[ssrc]
            self._heard(ssrc, stream, stream.due(now))
        deadlines = [self._streams[ssrc].deadline for ssrc in self._waiting]
        return min((at for at in deadlines if at is not None), default=None)

    def _keep(self, ssrc: int, data: bytes) -> None:
        if ssrc not in self._early and len(self._early) >= EARLY_SPEAKERS:
            oldest = next(iter(self._early))
            self.counts["unknown speaker"] += len(self._early.pop(oldest))
        kept = self._early.setdefault(ssrc, deque(maxlen=EARLY_PACKETS))
        if len(kept) == EARLY_PACKETS:
            self.counts["unknown speaker"] += 1
        kept.append(data)

    def _open(self, ssrc: int, data: bytes, now: float) -> None:
        encryption = self._encryption
        if encryption is None:
            self.counts["no session"] += 1
            return
        try:
            packet = encryption.open(data)
        except PacketError:
            self.counts["malformed"] += 1
            return
        stream = self._streams.get(ssrc)
        if stream is None:
            stream = SpeakerStream(self._speakers[ssrc], encryption, self.counts)
            self._streams[ssrc] = stream
        self._heard(ssrc, stream, stream.push(packet, now))

    def _heard(self, ssrc: int, stream: SpeakerStream, sound: list[tuple[bytes, float]]) -> None:
        if stream.deadline is None:
            self._waiting.discard(ssrc)
        else:
            self._waiting.add(ssrc)
        for pcm, at in sound:
            self._hear(stream.user_id, pcm, at)

    def _forget(self, ssrc: int) -> None:
        self._speakers.pop(ssrc, None)
        self._streams.pop(ssrc, None)
        self._waiting.discard(ssrc)
