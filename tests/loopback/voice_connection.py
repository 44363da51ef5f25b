"""A real client in a call: its voice socket, its UDP line, and what it says on the socket."""

from __future__ import annotations

import asyncio
import json
import secrets
import struct
from collections.abc import Coroutine
from enum import IntEnum
from functools import partial
from typing import Any

from aiohttp import web

from .dave import FIRST_TRANSITION, DaveOp
from .faults import Faults
from .packets import PacketPath
from .records import Json
from .rtp import MODE, Packet
from .voice_server import Call, Line, VoiceServer


class VoiceOp(IntEnum):
    """The voice gateway's opcodes, apart from those of DAVE."""

    IDENTIFY = 0
    SELECT_PROTOCOL = 1
    READY = 2
    HEARTBEAT = 3
    SESSION_DESCRIPTION = 4
    SPEAKING = 5
    HEARTBEAT_ACK = 6
    RESUME = 7
    HELLO = 8
    RESUMED = 9


class VoiceConnection:
    """The `Party` of a real client."""

    def __init__(self, server: VoiceServer, call: Call, faults: Faults, user_id: int) -> None:
        self.user_id = user_id
        self.call = call
        self.ssrc = server.new_ssrc()
        self.socket: web.WebSocketResponse | None = None
        self._faults = faults
        self._sequence = 0
        self.proposals = 0
        self._history: list[str | bytes] = []
        self._sending: set[asyncio.Task[None]] = set()
        key = secrets.token_bytes(32)
        self._line = server.lines[self.ssrc] = Line(self.ssrc, key, user_id, call)
        self.path = PacketPath(faults, key, partial(server.send, self._line))
        self._port = server.port

    def send_json(self, op: int, data: Json) -> None:
        """Send a numbered JSON message."""
        if op == DaveOp.EXECUTE_TRANSITION and data["transition_id"] == FIRST_TRANSITION:
            return
        self._sequence += 1
        self._send(json.dumps({"op": op, "d": data, "seq": self._sequence}))

    def send_binary(self, op: int, data: bytes) -> None:
        """Send a numbered binary message."""
        self._sequence += 1
        self.proposals += op == DaveOp.PROPOSALS
        self._send(struct.pack(">HB", self._sequence, op) + data)
        commits = op in (DaveOp.ANNOUNCE_COMMIT, DaveOp.WELCOME)
        if commits and data.startswith(struct.pack(">H", FIRST_TRANSITION)):
            self.call.group.ready(self.user_id, FIRST_TRANSITION)

    def resume(self, socket: web.WebSocketResponse, seen: int) -> None:
        """The client is back on another socket: send what it has not seen, in order."""
        self.socket = socket
        for message in self._history[seen:]:
            self._transmit(message)
        self.send_json(VoiceOp.RESUMED, {})

    def _send(self, message: str | bytes) -> None:
        self._history.append(message)
        self._transmit(message)

    def _transmit(self, message: str | bytes) -> None:
        if self.socket is None:
            return
        send = self.socket.send_str if isinstance(message, str) else self.socket.send_bytes
        self._later(send(message))  # type: ignore[arg-type]  # each takes its own kind

    def deliver(self, packet: Packet, user_id: int) -> None:
        """Send a packet to the client over UDP."""
        self.path.send(packet)

    def hang_up(self, code: int) -> None:
        """Close the client's socket."""
        if self.socket is not None:
            self._later(self.socket.close(code=code))

    def welcome(self, host: str) -> None:
        """The client has identified itself: tell it where to send UDP."""
        data = {"ssrc": self.ssrc, "ip": host, "port": self._port, "modes": [MODE]}
        self.send_json(VoiceOp.READY, data | {"heartbeat_interval": 13_750})

    def receive_text(self, op: int, data: Any) -> None:
        """A JSON message from the client."""
        if op == VoiceOp.HEARTBEAT:
            self.send_json(VoiceOp.HEARTBEAT_ACK, {"t": data["t"]})
        elif op == VoiceOp.SELECT_PROTOCOL:
            self._describe_session()
        elif op == VoiceOp.SPEAKING:
            self.call.speaking(self, data["speaking"])
        elif op == DaveOp.TRANSITION_READY and self._present:
            self.call.group.ready(self.user_id, data["transition_id"])
        elif op == DaveOp.INVALID_COMMIT and self._present:
            self.call.group.invalid(self.user_id)

    def receive_binary(self, data: bytes) -> None:
        """A binary message from the client."""
        if self._present:
            self.call.group.receive(self.user_id, data[0], data[1:])

    @property
    def _present(self) -> bool:
        """Whether no later connection of the same user has taken this one's place."""
        return self.call.parties.get(self.user_id) is self

    def _describe_session(self) -> None:
        data: Json = {"mode": MODE, "secret_key": list(self._line.key), "audio_codec": "opus"}
        data |= {"media_session_id": secrets.token_hex(8)}
        data |= {"dave_protocol_version": self.call.dave_version}
        self.send_json(VoiceOp.SESSION_DESCRIPTION, data)
        self.call.enter(self)

    def _later(self, sending: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(_quietly(sending))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)


async def _quietly(sending: Coroutine[Any, Any, Any]) -> None:
    try:
        await sending
    except ConnectionError:
        return  # the client has gone; whoever notices will clean up
