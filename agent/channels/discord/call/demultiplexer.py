"""Hearing a voice channel: packets in, each speaker's sound out.

All of it is synchronous and takes the time as an argument; `receiver.py` runs it in a thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .attribution import Consented, Keys, VoiceSource
from .encryption import Encryption
from .rtp import Packet, PacketError, voice_ssrc
from .speaker_stream import SpeakerStream

Hear = Callable[[int, bytes, float], None]
"""Gets (user id, PCM 48 kHz stereo 16-bit, time at which its last sample was spoken).

Times are in seconds on the clock of `packet`, and continuous as long as speech is.
"""

UNKNOWN_SOURCES = 25  # whose packets are kept
QUIET_SECONDS = 1.0  # after which a user's other SSRC may take over


class Hearing:
    """Sorts packets by speaker, drops those of people who did not agree, and decodes the others.

    `counts` says how many packets were "heard" and how many dropped, by reason.
    """

    def __init__(self, hear: Hear, consented: Consented) -> None:
        self._hear = hear
        self._consented = consented
        self._encryption: Encryption | None = None
        self._sources: dict[int, VoiceSource] = {}
        self._announced: dict[int, int] = {}
        self._current: dict[int, VoiceSource] = {}
        self._waiting: set[VoiceSource] = set()
        self.counts: Counter[str] = Counter()

    def begin(self, encryption: Encryption | None) -> None:
        """A new voice session: earlier speakers, streams and packets mean nothing any more."""
        self._encryption = encryption
        self._sources.clear()
        self._announced.clear()
        self._current.clear()
        self._waiting.clear()

    def announced(self, ssrc: int, user_id: int, now: float) -> None:
        """Discord says whose packets carry `ssrc`, which is all we learn in a call without DAVE."""
        self._announced[ssrc] = user_id
        current, source = self._current.get(user_id), self._sources.get(ssrc)
        if source is None or current is not source:
            self._current.pop(user_id, None)
        if source is not None:
            self._believe(ssrc, source, now)

    def left(self, user_id: int) -> None:
        """Forget a user's streams; should they still speak, they are found out again."""
        for ssrc, source in list(self._sources.items()):
            if source.user_id == user_id:
                self._forget(self._sources.pop(ssrc))
        self._announced = {ssrc: user for ssrc, user in self._announced.items() if user != user_id}

    def rekeyed(self, now: float) -> None:
        """Keys have come: try them on what waits for one, though nobody may go on speaking."""
        for ssrc, source in list(self._sources.items()):
            if source.stream is not None:
                self._heard(source, source.stream, source.stream.retry(now))
            elif source.user_id is None:
                self._try_again(ssrc, source, now, self._keys(source))

    def packet(self, data: bytes, now: float) -> None:
        """Take whatever came over UDP at time `now`."""
        ssrc = voice_ssrc(data)
        if ssrc is None:
            self.counts["not voice"] += 1
            return
        source = self._source(ssrc)
        self._believe(ssrc, source, now)
        if source.user_id is not None and not self._consented(source.user_id):
            self._forget(source)
            self.counts["no consent"] += 1
        elif packet := self._opened(data):
            self._take(ssrc, source, packet, now)

    def due(self, now: float) -> float | None:
        """Hear what has waited long enough; returns when to call again, None if nothing waits."""
        for source in list(self._waiting):
            if source.stream is not None:
                self._heard(source, source.stream, source.stream.due(now))
        streams = (source.stream for source in self._waiting)
        deadlines = (stream.deadline for stream in streams if stream is not None)
        return min((at for at in deadlines if at is not None), default=None)

    # --- whose it is ----------------------------------------------------------------------------

    def _source(self, ssrc: int) -> VoiceSource:
        if ssrc not in self._sources:
            unknown = [each for each, source in self._sources.items() if source.user_id is None]
            if len(unknown) >= UNKNOWN_SOURCES:
                gone = self._sources.pop(unknown[0])
                self.counts[gone.reason] += len(gone.kept)
            self._sources[ssrc] = VoiceSource()
        return self._sources[ssrc]

    @property
    def _end_to_end(self) -> bool:
        return self._encryption is not None and self._encryption.end_to_end

    def _believe(self, ssrc: int, source: VoiceSource, now: float) -> None:
        """Without keys to try, a source is whose Discord says it is."""
        announced = self._announced.get(ssrc)
        if self._end_to_end or announced is None or announced == source.user_id:
            return
        self._forget(source)
        source.user_id = announced
        self._play_kept(source, now)

    def _take(self, ssrc: int, source: VoiceSource, packet: Packet, now: float) -> None:
        if source.user_id is None:
            self._find_out(ssrc, source, packet, now)
        else:
            self._push(source, packet, now)

    def _try_again(self, ssrc: int, source: VoiceSource, now: float, keys: Keys | None) -> None:
        """Try keys on what was kept, and hear of that nothing of before its speaker agreed.

        The oldest is tried first: once a sender's frame is decrypted, none of before it is
        (https://daveprotocol.com, about nonces).
        """
        for packet, at in self._kept(source, now):
            frame = None
            if source.user_id is None and (frame := self._attributed(ssrc, source, packet, keys)):
                self._play_kept(source, at)
            if source.user_id is None:
                self._keep(ssrc, source, packet, at)
            elif source.user_id in source.refused:
                self.counts["no consent"] += 1
            else:
                self._push(source, packet, at, frame)

    def _keys(self, source: VoiceSource) -> Keys | None:
        if self._encryption is None or not self._encryption.end_to_end:
            return None
        return source.keys(self._encryption, self._consented)

    def _find_out(self, ssrc: int, source: VoiceSource, packet: Packet, now: float) -> None:
        keys = self._keys(source)
        if keys is not None and keys != source.tried:
            self._try_again(ssrc, source, now, keys)
        if source.user_id is not None:
            self._push(source, packet, now)
        elif frame := self._attributed(ssrc, source, packet, keys):
            self._play_kept(source, now)
            self._push(source, packet, now, frame)
        else:
            self._keep(ssrc, source, packet, now)

    def _attributed(
        self, ssrc: int, source: VoiceSource, packet: Packet, keys: Keys | None
    ) -> bytes | None:
        if self._encryption is None or keys is None:
            return None
        return source.attribute(packet, self._encryption, keys, self._announced.get(ssrc))

    def _keep(self, ssrc: int, source: VoiceSource, packet: Packet, now: float) -> None:
        announced = self._announced.get(ssrc)
        if not packet.payload:
            self.counts["padding"] += 1
        elif announced is not None and not self._consented(announced):
            self.counts["no consent"] += 1 + len(source.kept)
            source.kept.clear()
        elif not source.keep(packet, now):
            self.counts[source.reason] += 1

    def _play_kept(self, source: VoiceSource, now: float) -> None:
        for packet, _ in self._kept(source, now):
            self._push(source, packet, now)

    def _kept(self, source: VoiceSource, now: float) -> list[tuple[Packet, float]]:
        """What may still be played of what was kept; it is kept no more."""
        count, kept = len(source.kept), source.fresh(now)
        if len(kept) < count:
            self.counts[source.reason] += count - len(kept)
        return kept

    def _forget(self, source: VoiceSource) -> None:
        source.stream = None
        self._waiting.discard(source)

    # --- what is said ---------------------------------------------------------------------------

    def _opened(self, data: bytes) -> Packet | None:
        if self._encryption is None:
            self.counts["no session"] += 1
            return None
        try:
            return self._encryption.open(data)
        except PacketError:
            self.counts["malformed"] += 1
            return None

    def _push(
        self, source: VoiceSource, packet: Packet, now: float, frame: bytes | None = None
    ) -> None:
        """Take a packet of a known speaker; `frame` is what is in it, if that is known."""
        user_id = source.user_id
        if user_id is None or self._encryption is None:
            return
        if not self._consented(user_id):
            self.counts["no consent"] += 1
            return
        if not self._takes_over(source, user_id, now):
            self.counts["second source"] += 1
            return
        stream = source.stream
        if stream is None:
            stream = source.stream = SpeakerStream(user_id, self._encryption, self.counts)
        if frame is None:
            sound = stream.push(packet, now)
        else:
            sound = stream.accept(packet.sequence, frame, now)
        self._heard(source, stream, sound)
        if stream.lost:
            self._lose(source, stream, now)

    def _lose(self, source: VoiceSource, stream: SpeakerStream, now: float) -> None:
        """Find out anew whose it is; what could not be decrypted is kept for when its key comes."""
        self._forget(source)
        source.user_id, source.seen = None, 0
        source.refused.clear()
        for packet in stream.undecrypted:
            source.keep(packet, now)

    def _takes_over(self, source: VoiceSource, user_id: int, now: float) -> bool:
        """A user has one voice: another SSRC of theirs is heard when the first has gone quiet."""
        current = self._current.get(user_id)
        if current is not None and current is not source:
            if current.stream is not None and now - current.last < QUIET_SECONDS:
                return False
            self._forget(current)
        self._current[user_id] = source
        source.last = now
        return True

    def _heard(
        self, source: VoiceSource, stream: SpeakerStream, sound: list[tuple[bytes, float]]
    ) -> None:
        if stream.deadline is None:
            self._waiting.discard(source)
        else:
            self._waiting.add(source)
        for pcm, at in sound:
            self._hear(stream.user_id, pcm, at)
