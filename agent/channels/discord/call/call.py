"""Being in a voice channel, and staying there: connecting, hearing, speaking, connecting again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord

from .receiver import Receiver
from .speaking import Speaker
from .trouble import FINAL, JoinError, Trouble, obstacle
from .voice_client import VoiceClient

log = logging.getLogger(__name__)
CONNECT_SECONDS = 10.0
FAILURES = (discord.DiscordException, TimeoutError, OSError)
RETRY_SECONDS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 240.0)  # then it is lost


Channel = discord.VoiceChannel | discord.StageChannel
Over = Callable[[JoinError | None], Awaitable[None]]
"""Awaited when the call has ended: with the reason, or None where somebody put the agent out."""


class Call:
    """The agent in one voice channel, from `join` to `leave`.

    It hears through `receiver`, which it starts and closes, and speaks through `speaker`. `over` is
    awaited when the call ends without `leave`. A connection that ends otherwise, or is found dead
    when looked at every `check_seconds`, is made anew; both carry on through that.
    """

    def __init__(
        self,
        bot: discord.Client,
        channel: Channel,
        receiver: Receiver,
        over: Over,
        check_seconds: float = 5.0,
    ) -> None:
        self._channel = channel
        self.receiver = receiver
        self.speaker = Speaker(lambda: self.client)
        self.client: VoiceClient | None = None
        self.reconnects = 0
        self._unknown = 0
        self._bot = bot
        self._over = over
        self._check_seconds = check_seconds
        self._watchdog: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()
        self._put_out = False
        self._trouble: JoinError | None = None

    @property
    def channel(self) -> Channel:
        """Where the agent is; somebody may have dragged it to another channel."""
        if self.client is not None:
            self._channel = self.client.channel
        return self._channel

    async def join(self) -> None:
        """Connect; raises `JoinError`."""
        if reason := obstacle(self.channel):
            raise reason
        try:
            await self._connect()
        except FAILURES as error:
            raise _reason(error) or JoinError(Trouble.REFUSED) from error
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise JoinError(Trouble.REFUSED) from error  # we were told to leave meanwhile
        self.receiver.start()
        self.speaker.start()
        self._watchdog = asyncio.create_task(self._watch(), name="voice watchdog")

    async def leave(self) -> None:
        """Stop speaking and hearing at once, and leave the channel; harmless when that is done."""
        if self._watchdog is not None and self._watchdog is not asyncio.current_task():
            self._watchdog.cancel()
            await asyncio.wait({self._watchdog})
        await self._stop()

    async def _stop(self) -> None:
        self.speaker.close()
        if self.client is not None:
            await self.client.disconnect(force=True)
        await asyncio.to_thread(self.receiver.close)

    async def _connect(self) -> None:
        self._ended.clear()
        client = await self._current_channel().connect(
            cls=self._make_client, timeout=CONNECT_SECONDS, reconnect=False
        )
        client.listen()

    def _current_channel(self) -> Channel:
        """The channel as discord.py knows it now: after a new login it is another object."""
        channel = self._bot.get_channel(self.channel.id)
        if isinstance(channel, discord.VoiceChannel | discord.StageChannel):
            self._channel = channel
        return self._channel

    def _make_client(self, client: discord.Client, channel: discord.abc.Connectable) -> VoiceClient:
        self.client = VoiceClient(client, channel, self.receiver, self._end)
        return self.client

    def _end(self, client: VoiceClient) -> None:
        self._channel, self.client = client.channel, None
        self._put_out = client.kicked
        if client.close_code in FINAL:
            self._trouble = JoinError(FINAL[client.close_code])
        self._ended.set()

    def _is_over(self) -> bool:
        """Whether there is no coming back, or no place any more to be in."""
        guild = self._bot.get_guild(self._channel.guild.id)
        if self._put_out or self._trouble or guild is None:
            return True
        return not guild.unavailable and guild.get_channel(self._channel.id) is None

    async def _watch(self) -> None:
        while not self._is_over():
            if self.client is None:
                await self._connect_again()
            else:
                await self._end_of_connection()
        log.info("The voice call is over: %s", self._trouble or "put out of the channel")
        await self._stop()
        await self._over(self._trouble)

    async def _end_of_connection(self) -> None:
        while not self._ended.is_set() and self._trouble is None:
            try:
                async with asyncio.timeout(self._check_seconds):
                    await self._ended.wait()
            except TimeoutError:
                await self._check()

    async def _check(self) -> None:
        """Look whether the connection is alive, and whether we may still be here."""
        unknown = self.receiver.counts["unknown speaker"]
        if unknown > self._unknown:
            log.warning("%d packets of voice were nobody's so far.", unknown)
        self._unknown = unknown
        guild = self._bot.get_guild(self._channel.guild.id)
        known = guild is not None and not guild.unavailable
        reason = obstacle(self._current_channel()) if known else None
        if reason is not None and reason.trouble is Trouble.PERMISSIONS:
            self._trouble = reason
        elif self.client is not None and not self.client.healthy:
            log.info("Voice was lost without a word.")
            await self.client.hang_up()

    async def _connect_again(self) -> None:
        for seconds in RETRY_SECONDS:
            await asyncio.sleep(seconds)
            if self._is_over():
                return
            try:
                if reason := obstacle(self._current_channel()):
                    raise reason
                await self._connect()
            except JoinError as error:
                self._trouble = error
                return
            except FAILURES as error:
                log.info("Voice could not be joined again yet: %s", type(error).__name__)
                if reason := _reason(error):
                    self._trouble = reason
                    return
            else:
                self.reconnects += 1
                log.info("Voice is joined again.")
                return
        self._trouble = JoinError(Trouble.LOST)


def _reason(error: BaseException) -> JoinError | None:
    """Why a failure to connect is final, if it is."""
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    return JoinError(FINAL[code]) if code in FINAL else None
