"""The voice gateway (version 8): lets real clients into calls, and can throw them out."""

from __future__ import annotations

from aiohttp import WSMsgType, web

from .faults import Faults
from .network import LOCALHOST
from .records import Guild, Json
from .voice_connection import VoiceConnection, VoiceOp
from .voice_server import VoiceServer
from .world import World

HEARTBEAT_MS = 13_750
SESSION_INVALID, DISCONNECTED, CRASHED, DAVE_REQUIRED = 4006, 4014, 4015, 4017
TERMINATED = 4022


class VoiceGateway:
    """Serves the voice sockets of real clients."""

    def __init__(self, world: World, faults: Faults, server: VoiceServer) -> None:
        self._world = world
        self._faults = faults
        self._server = server
        self.connections: dict[int, VoiceConnection] = {}
        self.identified = 0
        self.resumed = 0

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one client until its socket closes."""
        socket = web.WebSocketResponse(compress=False, autoclose=False)
        await socket.prepare(request)
        hello = {"v": 8, "heartbeat_interval": HEARTBEAT_MS}
        await socket.send_json({"op": VoiceOp.HELLO, "d": hello})
        connection = await self._admit(socket)
        if connection is not None:
            await self._serve(socket, connection)
        return socket

    async def drop(self, code: int) -> None:
        """Close every client's voice socket with `code`; with 4006 nothing can be resumed.

        After 4015 (the voice server crashed) the session waits for its client to resume.
        """
        if code == SESSION_INVALID:
            self._server.tickets.clear()
        for connection in list(self.connections.values()):
            socket = connection.socket
            if socket is not None:
                connection.socket = None if code == CRASHED else socket
                await socket.close(code=code)

    async def kick(self, guild: Guild) -> None:
        """Somebody disconnects the bot from voice in `guild`."""
        connection = self.connections.get(guild.id)
        self._server.kick(guild)
        if connection is not None and connection.socket is not None:
            await connection.socket.close(code=DISCONNECTED)

    async def lose_session(self) -> None:
        """The bot's session with the main gateway is over, and its calls with it."""
        for guild in [guild for guild in self._world.guilds.values() if self._is_in(guild)]:
            await self.kick(guild)

    def _is_in(self, guild: Guild) -> bool:
        return self._world.bot.id in guild.voice_states

    async def change_region(self, guild: Guild) -> None:
        """The guild's voice moves to another region: all clients are put out, and invited anew."""
        connection = self.connections.get(guild.id)
        if connection is not None and connection.socket is not None:
            await connection.socket.close(code=TERMINATED)
        self._server.invite(guild)

    def move_server(self, guild: Guild) -> None:
        """The guild's voice moves to another server: clients are told a new endpoint."""
        self._server.invite(guild)

    async def _admit(self, socket: web.WebSocketResponse) -> VoiceConnection | None:
        """Let a client in by its first message, or close the socket and return None."""
        first: Json = await socket.receive_json()
        data = first["d"]
        guild = self._world.guilds.get(int(data["server_id"]))
        if self._faults.refuse_voice:
            await socket.close(code=self._faults.refuse_voice.pop(0))
        elif guild is None or not self._valid(guild, data):
            await socket.close(code=SESSION_INVALID, message=b"Session is no longer valid.")
        elif first["op"] == VoiceOp.RESUME:
            return await self._resume(socket, guild, data)
        elif data.get("max_dave_protocol_version", 0) < self._faults.dave_version:
            await socket.close(code=DAVE_REQUIRED, message=b"E2EE/DAVE protocol required.")
        else:
            return self._identify(socket, guild)
        return None

    def _valid(self, guild: Guild, data: Json) -> bool:
        ticket = self._server.tickets.get(guild.id)
        state = guild.voice_states.get(self._world.bot.id)
        return (
            ticket is not None
            and state is not None
            and (ticket.token, state.session_id) == (data["token"], data["session_id"])
        )

    def _identify(self, socket: web.WebSocketResponse, guild: Guild) -> VoiceConnection:
        bot = self._world.bot.id
        call = self._server.call(guild.voice_states[bot].channel)
        connection = VoiceConnection(self._server, call, self._faults, bot)
        connection.socket = socket
        self.connections[guild.id] = connection
        self.identified += 1
        connection.welcome(LOCALHOST)
        return connection

    async def _resume(
        self, socket: web.WebSocketResponse, guild: Guild, data: Json
    ) -> VoiceConnection | None:
        connection = self.connections.get(guild.id)
        if connection is None:
            await socket.close(code=SESSION_INVALID)
            return None
        self.resumed += 1
        connection.resume(socket, data["seq_ack"])
        return connection

    async def _serve(self, socket: web.WebSocketResponse, connection: VoiceConnection) -> None:
        async for message in socket:
            await self._faults.freeze()
            if message.type is WSMsgType.TEXT:
                data = message.json()
                connection.receive_text(data["op"], data["d"])
            elif message.type is WSMsgType.BINARY:
                connection.receive_binary(message.data)
        await self._faults.freeze()
        await socket.close()
        call = connection.call
        if connection.socket is socket and call.parties.get(connection.user_id) is connection:
            call.exit(connection.user_id)
        self._world.changes.notify()
