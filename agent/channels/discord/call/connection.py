"""discord.py's voice connection, made to notice its end and to tell why."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import TYPE_CHECKING

import aiohttp
from discord import ConnectionClosed
from discord.voice_state import ConnectionFlowState, SocketReader, VoiceConnectionState

from agent.channels.discord.call.socket_reader import WakingReader

if TYPE_CHECKING:
    from discord.types.voice import GuildVoiceState

log = logging.getLogger(__name__)
MOVED_CODES = (4014, 4022)  # disconnected by Discord: moved to another server or channel, or kicked
MOVE_SECONDS = 0.2  # to be told where to, after such a close
RECEIVE_BUFFER = 1 << 20  # bytes; the system may grant less
LOOK_SECONDS = 0.005
LEAVE_SECONDS = 2.0  # for Discord to confirm that we left
# What a broken connection raises out of its poll; ValueError is davey's for an unusable message.
BROKEN = (ConnectionClosed, TimeoutError, OSError, aiohttp.ClientError, ValueError)


class Connection(VoiceConnectionState):
    """Follows a move to another voice server; ends at once for anything else.

    discord.py 2.7.1 resumes after close code 4015 in a way that waits for ever, sleeps up to two
    seconds before it connects again, can miss a change of its state, and dies silently when a
    message cannot be processed. Here every end but a move is an end, and whoever holds the call
    connects anew (see `call.py`).
    """

    kicked = False
    _reader: WakingReader

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
                if code in MOVED_CODES and await self._moved():
                    log.info("Voice moved to another server.")
                    continue
                if self.state is not ConnectionFlowState.disconnected:
                    log.info("Voice ended: %s, code %s.", type(error).__name__, code)
                    await self.end()
                return

    async def _moved(self) -> bool:
        states = ConnectionFlowState
        wanted = (states.got_voice_server_update, states.got_both_voice_updates)
        try:
            await self._wait_for_state(*wanted, states.disconnected, timeout=MOVE_SECONDS)
        except TimeoutError:
            return False
        return self.state in wanted and await self._potential_reconnect()

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
