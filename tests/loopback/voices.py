"""Simulated people in a voice channel: they speak Opus, encrypted end to end, and listen."""

from __future__ import annotations

import asyncio
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import davey
import discord

from . import opus
from .changes import Changes
from .dave import DaveOp
from .records import Json, VoiceState
from .rtp import Packet
from .voice_server import Call
from .world import World

EXTENSION = bytes.fromhex("9000000010ff0000")  # two words, as Discord's own clients send them
TRAILING_SILENCE = 5
FASTEST_PACE = 0.001
PADDING = 200
SEQUENCES, TIMESTAMPS = 1 << 16, 1 << 32
NEVER = -1
"""The transition that who is out of the group waits for."""


@dataclass(frozen=True)
class Heard:
    """20 ms that somebody heard, at `time` (seconds)."""

    user_id: int
    sequence: int
    pcm: bytes
    time: float


class Voice:
    """One person's end of a call.

    `said` are the Opus frames that they said with their times, `heard` is what they could decrypt
    and decode, and `deaf_to` counts the packets that they could not.
    """

    def __init__(self, world: World, call: Call, state: VoiceState, ssrc: int) -> None:
        self.user_id = state.member.user.id
        self.ssrc = ssrc
        self.sequence = 0
        self.timestamp = 0
        self.said: list[tuple[float, bytes]] = []
        self.heard: list[Heard] = []
        self.deaf_to = 0
        self.announced = False
        self._world = world
        self._call = call
        self._state = state
        self._dave = davey.DaveSession(davey.DAVE_PROTOCOL_VERSION, self.user_id, call.channel.id)
        self._transition: int | None = None
        self._held: list[Callable[[], None]] = []
        self._decoders: dict[int, discord.opus.Decoder] = {}

    async def ready(self) -> None:
        """Return once everybody in the call can hear everybody."""
        group = self._call.group
        await self._changes.until(lambda: group.settled or not self._call.dave_version)

    async def speak(
        self,
        sound: bytes | Sequence[bytes],
        *,
        pace: float = FASTEST_PACE,
        announce: bool = True,
        encrypted: bool = True,
    ) -> int:
        """Say PCM (48 kHz stereo 16-bit) or Opus frames, then five frames of silence.

        `pace` is the time between packets in seconds; real clients keep 0.02. As in Discord, the
        others are told once in a call whose voice it is, and who comes later is not; without
        `announce` nobody is. Returns how many frames were said.
        """
        speech = opus.encode(sound) if isinstance(sound, bytes) else list(sound)
        if announce and not self.announced:
            self.announce()
        begun = time.perf_counter()
        for number, frame in enumerate(speech + [opus.SILENCE] * TRAILING_SILENCE):
            self.send(frame, encrypted=encrypted)
            await asyncio.sleep(max(0.0, begun + pace * (number + 1) - time.perf_counter()))
        return len(speech)

    def announce(self) -> None:
        """Tell the others whose voice comes with this SSRC."""
        self.announced = True
        self._call.speaking(self)

    def send(self, frame: bytes, *, encrypted: bool = True) -> None:
        """Send one Opus frame; silence goes unencrypted, as real clients send it.

        davey has the new keys as soon as a commit is processed, where Discord's own clients speak
        with the old ones until all are ready; so what is said between is sent when all are.
        """
        self.said.append((time.perf_counter(), frame))
        self._held.append(partial(self._send, frame, encrypted=encrypted))
        self._flush()

    def pad(self) -> None:
        """Send a packet of nothing but padding, as clients do to probe the network."""
        self._held.append(partial(self._relay, b"", padding=PADDING))
        self._flush()

    def leave(self) -> None:
        """Leave the channel."""
        self._call.exit(self.user_id)
        self._world.move_voice(self._state, None)

    def heard_pcm(self) -> bytes:
        """Everything heard, one frame after the other."""
        return b"".join(frame.pcm for frame in self.heard)

    def send_json(self, op: int, data: Json) -> None:
        """Of the messages of the voice gateway, only DAVE's are of use here."""
        if op == DaveOp.EXECUTE_TRANSITION and data["transition_id"] == self._transition:
            self._transition = None
            self._flush()

    def send_binary(self, op: int, data: bytes) -> None:
        """DAVE messages are handled one after the other, as over a network."""
        asyncio.get_running_loop().call_soon(self._dave_message, op, data)

    def deliver(self, packet: Packet, user_id: int) -> None:
        """Decrypt and decode what somebody said, unless deafened."""
        if self._state.self_deaf:
            return
        frame = packet.payload
        if frame != opus.SILENCE and self._call.dave_version:
            try:
                frame = self._dave.decrypt(user_id, davey.MediaType.audio, frame)
            except ValueError:
                self.deaf_to += 1
                return
        if user_id not in self._decoders:
            self._decoders[user_id] = opus.decoder()
        pcm = self._decoders[user_id].decode(frame, fec=False)
        self.heard.append(Heard(user_id, packet.sequence, pcm, time.perf_counter()))
        self._changes.notify()

    def _flush(self) -> None:
        while self._held and self._transition is None:
            self._held.pop(0)()

    def _send(self, frame: bytes, *, encrypted: bool) -> None:
        private = encrypted and self._call.dave_version and frame != opus.SILENCE
        self._relay(self._dave.encrypt_opus(frame) if private else frame)
        self.timestamp = (self.timestamp + opus.SAMPLES) % TIMESTAMPS

    def _relay(self, payload: bytes, padding: int = 0) -> None:
        packet = Packet(self.sequence, self.timestamp, self.ssrc, payload, EXTENSION, padding)
        self.sequence = (self.sequence + 1) % SEQUENCES
        self._call.relay(packet, self.user_id)

    @property
    def _changes(self) -> Changes:
        return self._world.changes

    def _dave_message(self, op: int, data: bytes) -> None:
        if self._call.parties.get(self.user_id) is not self:
            return
        match op:
            case DaveOp.EXTERNAL_SENDER:
                self._dave.set_external_sender(data)
                self._offer_key_package()
            case DaveOp.PROPOSALS:
                self._commit(data)
            case DaveOp.ANNOUNCE_COMMIT | DaveOp.WELCOME:
                self._follow(op, data)

    def _offer_key_package(self) -> None:
        package = self._dave.get_serialized_key_package()
        self._call.group.receive(self.user_id, DaveOp.KEY_PACKAGE, package)

    def _commit(self, data: bytes) -> None:
        kind = davey.ProposalsOperationType.append
        try:
            made = self._dave.process_proposals(kind, data[1:])
        except ValueError:
            return  # proposed to the group that this session has just started over from
        if made is not None:
            message = made.commit + (made.welcome or b"")
            self._call.group.receive(self.user_id, DaveOp.COMMIT_WELCOME, message)

    def _follow(self, op: int, data: bytes) -> None:
        (transition,), message = struct.unpack_from(">H", data), data[2:]
        try:
            if op == DaveOp.WELCOME:
                self._dave.process_welcome(message)
            else:
                self._dave.process_commit(message)
        except ValueError:
            self._start_over()
        else:
            self._transition = transition
            self._call.group.ready(self.user_id, transition)

    def _start_over(self) -> None:
        self._transition = NEVER
        self._call.group.invalid(self.user_id)
        session, channel = self._dave, self._call.channel.id
        session.reinit(davey.DAVE_PROTOCOL_VERSION, self.user_id, channel)
        self._offer_key_package()
