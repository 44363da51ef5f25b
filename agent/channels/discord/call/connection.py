"""discord.py's voice connection, made to notice its end and to tell why."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import aiohttp
from discord import ConnectionClosed
from discord.voice_state import ConnectionFlowState, SocketReader, VoiceConnectionState

from .socket_reader import WakingReader
from .voice_socket import VoiceSocket

if TYPE_CHECKING:
    from discord.types.voice import GuildVoiceState

log = logging.getLogger(__name__)
MOVED = 4014  # disconnected by Discord: moved to another server or channel, or kicked
TERMINATED = 4022  # for all in the call: the channel is gone, or its region was changed
CRASHED = 4015  # the voice server; it is resumed, which the others in the call do not notice
RESUME_SECONDS = 2.0
MOVE_SECONDS = {MOVED: 0.2, TERMINATED: 3.0}  # to be told where to, after such a close
RECEIVE_BUFFER = 1 << 20  # bytes; the system may grant less
LOOK_SECONDS = 0.005
LEAVE_SECONDS = 2.0  # for Discord to confirm that we left
BROKEN = (ConnectionClosed, TimeoutError, OSError, aiohttp.ClientError)


class Connection(VoiceConnectionState):
    """Follows a move to another voice server, resumes after a crash, and else ends at once.

    discord.py 2.7.1 resumes after close code 4015 in a way that waits for ever, sleeps up to two
    seconds before it connects again, and can miss a change of its state. Here every other end is an
    end, with its `close_code`, and whoever holds the call connects anew (see `call.py`). `present`
    are the users whom Discord named as being in the call; `rekeyed` is called when keys may be new.
    """

    kicked = False
    close_code: int | None = None
    _reader: WakingReader

    def __init__(self, *args: Any, rekeyed: Callable[[], None], **options: Any) -> None:
        self.present: set[int] = set()
        self.rekeyed = rekeyed
        super().__init__(*args, **options)

    @property
    def _socket_reader(self) -> WakingReader:
        return self._reader

    @_socket_reader.setter
    def _socket_reader(self, original: SocketReader) -> None:
        self._reader = WakingReader(self)  # the base class sets its own reader before it starts it

    def _create_socket(self) -> None:
        super()._create_socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)

    async def voice_state_update(self, data: GuildVoiceState) -> None:
        """Discord says which channel we are in; none, unasked, means that somebody put us out."""
        if not data["channel_id"] and not self._expecting_disconnect:
            self.kicked = True
        await super().voice_state_update(data)

    async def _poll_voice_ws(self, reconnect: bool) -> None:
        while True:
            try:
                await self.ws.poll_event()
            except BROKEN as error:
                code = error.code if isinstance(error, ConnectionClosed) else None
                if code in MOVE_SECONDS and await self._moved(MOVE_SECONDS[code]):
                    log.info("Voice moved to another server.")
                    continue
                if code == CRASHED and await self._resume():
                    log.info("Voice was resumed.")
                    continue
                self.close_code = code
                if self.state is not ConnectionFlowState.disconnected:
                    log.info("Voice ended: %s, code %s.", type(error).__name__, code)
                    await self.end()
                return

    async def _moved(self, seconds: float) -> bool:
        states = ConnectionFlowState
        wanted = (states.got_voice_server_update, states.got_both_voice_updates)
        try:
            await self._wait_for_state(*wanted, states.disconnected, timeout=seconds)
        except TimeoutError:
            return False
        return self.state in wanted and await self._potential_reconnect()

    async def _resume(self) -> bool:
        """Go on with the session: SSRC, keys and group stay what they are."""
        try:
            async with asyncio.timeout(RESUME_SECONDS):
                await self.ws.close()
                self.ws = socket = await self._connect_websocket(resume=True)
                while not socket.resumed:
                    await socket.poll_event()
        except BROKEN as error:
            log.info("Voice could not be resumed: %s", type(error).__name__)
            return False
        resumed = self.state is ConnectionFlowState.websocket_connected
        if resumed:
            self.state = ConnectionFlowState.connected
        return resumed

    async def _connect_websocket(self, resume: bool) -> VoiceSocket:
        seen = self.ws.seq_ack if resume else -1
        socket = await VoiceSocket.from_connection_state(
            self, resume=resume, hook=self.hook, seq_ack=seen
        )
        self.state = ConnectionFlowState.websocket_connected
        return socket

    async def _wait_for_state(
        self,
        state: ConnectionFlowState,
        *other_states: ConnectionFlowState,
        timeout: float | None = None,  # noqa: ASYNC109  # the base class calls it so
    ) -> None:
        """The original misses a change that comes just when it goes to wait for one.

        Its event is cleared as soon as it is set, so we look instead.
        """
        async with asyncio.timeout(timeout):
            while self.state not in (state, *other_states):  # noqa: ASYNC110  # as said
                await asyncio.sleep(LOOK_SECONDS)

    async def disconnect(
        self, *, force: bool = True, cleanup: bool = True, wait: bool = False
    ) -> None:
        """Leave; a connection that is being made is given up, where discord.py would go on."""
        if self._connector is not None and self._connector is not asyncio.current_task():
            self._connector.cancel()
        if wait:
            await self.end()
        else:
            await super().disconnect(force=force, cleanup=cleanup)

    async def soft_disconnect(
        self, *, with_state: ConnectionFlowState = ConnectionFlowState.got_both_voice_updates
    ) -> None:
        """Begin anew; where that comes after leaving, discord.py would join again."""
        if self.state is not ConnectionFlowState.disconnected:
            await super().soft_disconnect(with_state=with_state)

    async def end(self) -> None:
        """Leave for good, and wait until Discord has seen it: the next connection must not."""
        await self.disconnect(cleanup=False)
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._disconnected.wait()
        except TimeoutError:
            log.info("Discord did not confirm that we left the voice channel.")
        self._socket_reader.stop()
        self.voice_client.cleanup()
