"""The voice client: what discord.py has, with ears, and a mouth that never speaks in the clear."""

from __future__ import annotations

import asyncio
import logging
import struct
from collections.abc import Callable
from typing import Any

import discord
import numpy as np
from discord.abc import Connectable
from discord.gateway import DiscordVoiceWebSocket

from . import opus
from .connection import Connection
from .encryption import Encryption
from .frames import SILENCE
from .receiver import Receiver
from .speaking import NotReadyError

log = logging.getLogger(__name__)
KEEP_ALIVE_SECONDS = 5.0
EXPECTED_LOSS = 0.15
OPENING_SILENCE = 5  # frames


class VoiceClient(discord.VoiceClient):
    """One connection to one voice channel. It does not reconnect: `ended` is called at its end."""

    _connection: Connection

    def __init__(
        self,
        client: discord.Client,
        channel: Connectable,
        receiver: Receiver,
        ended: Callable[[VoiceClient], None],
    ) -> None:
        opus.library()
        self._receiver = receiver
        self._ended = ended
        self._keeping_alive: asyncio.Task[None] | None = None
        super().__init__(client, channel)
        self.encoder = discord.opus.Encoder(
            application="voip", fec=True, expected_packet_loss=EXPECTED_LOSS, signal_type="voice"
        )

    def create_connection_state(self) -> Connection:
        """A connection whose messages we see."""
        return Connection(self, hook=self._hook, rekeyed=self._receiver.rekeyed)

    def listen(self) -> None:
        """Begin to hear, and to keep the way open for what is heard; once, after connecting.

        Discord is reported to send us others' voices only after it has heard something of us.
        """
        self._connection.add_socket_listener(self._receiver.feed)
        self._keeping_alive = asyncio.create_task(self._keep_alive(), name="voice keep-alive")
        for _ in range(OPENING_SILENCE):
            self.send_audio_packet(SILENCE, encode=False)

    def cleanup(self) -> None:
        """discord.py calls this when the connection is over, whatever the reason."""
        super().cleanup()
        if self._keeping_alive is not None:
            self._keeping_alive.cancel()
        self._ended(self)

    async def hang_up(self) -> None:
        """Give this connection up; `ended` is called."""
        await self._connection.end()

    @property
    def healthy(self) -> bool:
        """Whether connection, discord.py and Discord agree that we are in the channel."""
        guild = self.client.get_guild(self.guild.id)
        known = guild is not None and guild.voice_client is self
        return known and self.is_connected() and guild is not None and guild.me.voice is not None

    @property
    def ready(self) -> bool:
        """Whether the others can hear us: connected, and the encryption agreed upon, if any."""
        keys = self._connection
        return self.is_connected() and (keys.dave_protocol_version == 0 or keys.can_encrypt)

    @property
    def close_code(self) -> int | None:
        """Why Discord ended the connection."""
        return self._connection.close_code

    @property
    def kicked(self) -> bool:
        """Whether somebody put us out of the channel."""
        return self._connection.kicked

    def say(self, pcm: bytes) -> None:
        """Send 20 ms (48 kHz mono 16-bit; b"" is silence); raises `NotReadyError` if unheard."""
        if not self.ready:
            raise NotReadyError
        try:
            self.send_audio_packet(_stereo(pcm) or SILENCE, encode=bool(pcm))
        except ValueError as error:  # davey's, when the keys change under our feet
            raise NotReadyError from error

    def announce(self, *, speaking: bool) -> None:
        """Tell the others that we begin or end to speak; may be called from any thread."""
        state = discord.SpeakingState.voice if speaking else discord.SpeakingState.none
        if self.is_connected():
            asyncio.run_coroutine_threadsafe(self._announce(state), self.loop)

    async def _announce(self, state: discord.SpeakingState) -> None:
        try:
            await self.ws.speak(state)
        except ConnectionError:
            log.debug("The voice connection ended before it was said that we speak.")

    async def _keep_alive(self) -> None:
        """A bot that only listens would lose its place in the routers on the way."""
        count = 0
        while True:
            if self.is_connected():
                try:
                    self._connection.send_packet(struct.pack("<Q", count))
                except OSError as error:
                    log.debug("A voice keep-alive was not sent: %s", type(error).__name__)
            count += 1
            await asyncio.sleep(KEEP_ALIVE_SECONDS)

    async def _hook(self, socket: DiscordVoiceWebSocket, message: dict[str, Any]) -> None:
        """See a message of the voice gateway; what is not as expected the socket takes care of."""
        op, data = message["op"], message["d"]
        if op == DiscordVoiceWebSocket.READY:
            self._receiver.begin(Encryption(self._connection))
        elif op == DiscordVoiceWebSocket.SPEAKING:
            self._receiver.announced(int(data["ssrc"]), int(data["user_id"]))
        elif op == DiscordVoiceWebSocket.CLIENT_CONNECT and data.get("audio_ssrc"):
            self._receiver.announced(int(data["audio_ssrc"]), int(data["user_id"]))
        elif op == DiscordVoiceWebSocket.CLIENT_DISCONNECT:
            self._receiver.left(int(data["user_id"]))


def _stereo(pcm: bytes) -> bytes:
    return np.frombuffer(pcm, "<i2").repeat(2).tobytes()
