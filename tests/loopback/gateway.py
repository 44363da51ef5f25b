"""The main gateway (version 10): identify, resume, heartbeats, events, voice state."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum

import discord
from aiohttp import WSMsgType, web

from .faults import Faults
from .intents import seen
from .records import Guild, Json
from .world import World

AUTHENTICATION_FAILED, DISALLOWED_INTENTS = 4004, 4014
HEARTBEAT_MS = 41_250


class Op(IntEnum):
    """The gateway's opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE_STATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


@dataclass(eq=False)
class Session:
    """One identified client; it outlives its socket so that it can be resumed."""

    id: str
    intents: discord.Intents
    shard: tuple[int, int] = (0, 1)
    socket: web.WebSocketResponse | None = None
    sequence: int = 0
    history: list[Json] = field(default_factory=list)

    def has(self, guild: int) -> bool:
        """Whether events of this guild come here; those of none (0) go to the first shard."""
        number, count = self.shard
        return (guild >> 22) % count == number


async def _nothing() -> None:
    """What comes of a lost session before voice is there."""


class Gateway:
    """Speaks the gateway with every connected client of the one bot."""

    def __init__(self, world: World, faults: Faults, token: str) -> None:
        self._world = world
        self._faults = faults
        self._token = token
        self._tasks: set[asyncio.Task[None]] = set()
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.lists_asked_for = 0
        self.presences: list[Json] = []
        self.on_voice_state: Callable[[Guild, Json], None] = lambda guild, data: None
        self.on_session_lost: Callable[[], Awaitable[None]] = _nothing
        world.subscriber = self.publish

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one client until its socket closes."""
        socket = web.WebSocketResponse(max_msg_size=0, compress=False, autoclose=False)
        await socket.prepare(request)
        await self._send(socket, Op.HELLO, {"heartbeat_interval": HEARTBEAT_MS})
        async for message in socket:
            await self._faults.freeze()
            if message.type is WSMsgType.TEXT:
                await self._receive(socket, json.loads(message.data))
        await self._faults.freeze()
        await socket.close()
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket = None
        self._world.changes.notify()
        return socket

    def publish(self, event: str, data: Json) -> None:
        """Send an event to every session of its shard, or keep it for those that will resume."""
        whole = event in ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE")
        guild = int(data["id"] if whole else data.get("guild_id", 0))
        for session in self.sessions.values():
            if session.has(guild):
                self._dispatch(session, event, data)

    async def drop(self, code: int = 4000, *, resumable: bool = True) -> None:
        """Close every client's socket; sessions that are not `resumable` must identify anew."""
        sessions = list(self.sessions.values())
        if not resumable:
            self.sessions.clear()
        for session in sessions:
            if session.socket is not None:
                await session.socket.close(code=code)
        if not resumable:
            await self.on_session_lost()

    async def ask_to_reconnect(self) -> None:
        """Send the opcode with which Discord asks clients to come back (as it does every day)."""
        for session in self.sessions.values():
            if session.socket is not None:
                await self._send(session.socket, Op.RECONNECT, None)

    async def _receive(self, socket: web.WebSocketResponse, message: Json) -> None:
        data = message["d"]
        match message["op"]:
            case Op.HEARTBEAT:
                await self._send(socket, Op.HEARTBEAT_ACK, None)
            case Op.IDENTIFY:
                await self._identify(socket, data)
            case Op.RESUME:
                await self._resume(socket, data)
            case Op.VOICE_STATE:
                guild = self._world.guilds.get(int(data["guild_id"]))
                if guild is not None:
                    self.on_voice_state(guild, data)
            case Op.PRESENCE:
                self.presences.append(data)
                self._world.changes.notify()
            case Op.REQUEST_MEMBERS:
                self._send_members(socket, data)

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        intents = discord.Intents._from_value(data["intents"])
        privileged = intents.message_content or intents.members or intents.presences
        if data["token"] != self._token:
            await socket.close(code=AUTHENTICATION_FAILED, message=b"Authentication failed.")
        elif privileged and not self._faults.privileged_intents:
            await socket.close(code=DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
        else:
            number, count = data.get("shard") or (0, 1)
            self.identified += 1
            session = Session(secrets.token_hex(8), intents, (number, count), socket)
            self.sessions[session.id] = session
            self._welcome(session)

    def _welcome(self, session: Session) -> None:
        guilds = [guild for guild in self._world.guilds.values() if session.has(guild.id)]
        ready = {
            "v": 10,
            "user": self._world.bot.json(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "shard": session.shard,
            "resume_gateway_url": "wss://gateway.discord.gg",
            "application": {"id": str(self._world.bot.id), "flags": 0},
        }
        self._dispatch(session, "READY", ready)
        for guild in guilds:
            self._dispatch(session, "GUILD_CREATE", guild.json())
        self._world.changes.notify()

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"] != self._token:
            await self._send(socket, Op.INVALID_SESSION, False)
            return
        session.socket = socket
        for missed in [event for event in session.history if event["s"] > data["seq"]]:
            self._later(socket, missed)
        self._dispatch(session, "RESUMED", {})
        self.resumed += 1
        self._world.changes.notify()

    def _send_members(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.lists_asked_for += 1
        guild = self._world.guilds[int(data["guild_id"])]
        chunk = {
            "guild_id": str(guild.id),
            "members": [member.json() for member in guild.members.values()],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [],
            "nonce": data.get("nonce"),
        }
        for session in self.sessions.values():
            if session.socket is socket:
                self._dispatch(session, "GUILD_MEMBERS_CHUNK", chunk)

    def _dispatch(self, session: Session, event: str, data: Json) -> None:
        told = seen(event, data, session.intents, self._world.bot)
        if told is None:
            return
        session.sequence += 1
        message = {"op": Op.DISPATCH, "s": session.sequence, "t": event, "d": told}
        session.history.append(message)
        if session.socket is not None and not session.socket.closed:
            self._later(session.socket, message)

    def _later(self, socket: web.WebSocketResponse, message: Json) -> None:
        task = asyncio.create_task(self._send_quietly(socket, json.dumps(message)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @staticmethod
    async def _send_quietly(socket: web.WebSocketResponse, text: str) -> None:
        try:
            await socket.send_str(text)
        except ConnectionError:
            return  # the client went away; the session keeps the event for a resume

    @staticmethod
    async def _send(socket: web.WebSocketResponse, op: int, data: object) -> None:
        await socket.send_json({"op": op, "d": data, "s": None, "t": None})
