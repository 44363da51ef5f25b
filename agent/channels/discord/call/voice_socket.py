"""The voice gateway's socket: who is in the call, and messages that must not end it."""

from __future__ import annotations

import asyncio
import logging
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import davey
from discord.gateway import DiscordVoiceWebSocket

if TYPE_CHECKING:
    from .connection import Connection

log = logging.getLogger(__name__)
OPCODE, OPERATION, PROPOSALS = 2, 3, 4  # where they begin in a binary message
CLOSE_SECONDS = 1.0
UNUSABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


class VoiceSocket(DiscordVoiceWebSocket):
    """discord.py's socket, which raises for what it cannot use and lets anybody into the group.

    `resumed` tells whether Discord took a resume.
    """

    _connection: Connection
    resumed = False

    async def received_message(self, msg: dict[str, Any]) -> None:
        """A JSON message; one that cannot be used is left alone."""
        try:
            self._notice(msg["op"], msg["d"])
            await super().received_message(msg)
        except UNUSABLE as error:
            log.warning("A voice message was not as expected: %s", type(error).__name__)

    async def received_binary_message(self, msg: bytes) -> None:
        """A message of DAVE's; what breaks a group is mended when the next commit fails."""
        try:
            if msg[OPCODE] == self.MLS_PROPOSALS and self._connection.dave_session is not None:
                await self._propose(self._connection.dave_session, msg)
            else:
                await super().received_binary_message(msg)
                self._connection.rekeyed()
        except UNUSABLE as error:
            log.warning("A message about encryption could not be used: %s", type(error).__name__)

    async def close(self, code: int = 1000) -> None:
        """Say goodbye, and do not wait long for an answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await super().close(code)

    async def _propose(self, session: davey.DaveSession, msg: bytes) -> None:
        """Commit what is proposed, but let nobody in whom Discord did not name as being there."""
        self.seq_ack = int.from_bytes(msg[:OPCODE], "big")
        kinds = davey.ProposalsOperationType
        kind = kinds.append if msg[OPERATION] == 0 else kinds.revoke
        expected = [self._connection.user.id, *self._connection.present]
        made = session.process_proposals(kind, msg[PROPOSALS:], expected)
        if made is not None:
            await self.send_binary(self.MLS_COMMIT_WELCOME, made.commit + (made.welcome or b""))

    def _notice(self, op: int, data: Any) -> None:
        present = self._connection.present
        if op == self.READY:
            present.clear()
        elif op == self.RESUMED:
            self.resumed = True
        elif op == self.CLIENTS_CONNECT:
            present.update(map(int, data["user_ids"]))
        elif op == self.CLIENT_DISCONNECT:
            present.discard(int(data["user_id"]))
