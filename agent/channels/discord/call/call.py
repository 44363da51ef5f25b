"""Being in a voice channel, and staying there: connecting, hearing, speaking, connecting again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import chain, repeat

import discord

from agent.channels.discord.call.receiver import Receiver
from agent.channels.discord.call.speaking import Speaker
from agent.channels.discord.call.voice_client import VoiceClient

log = logging.getLogger(__name__)
CONNECT_SECONDS = 10.0
FAILURES = (discord.DiscordException, TimeoutError, OSError)
RETRY_SECONDS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # the last one for ever


Channel = discord.VoiceChannel | discord.StageChannel


class JoinError(Exception):
    """The channel could not be joined; the message says what to do."""


class Call:
    """The agent in one voice channel, from `join` to `leave`.

    It hears through `receiver`, which it starts and closes, and speaks through `speaker`. `over` is
    awaited when somebody puts the agent out of the channel. A connection that ends otherwise, or is
    found dead when looked at every `check_seconds`, is made anew; both carry on through that.
    """

    def __init__(
        self,
        bot: discord.Client,
        channel: Channel,
        receiver: Receiver,
        over: Callable[[], Awaitable[None]],
        check_seconds: float = 5.0,
    ) -> None:
        self._channel = channel
        self.receiver = receiver
        self.speaker = Speaker(lambda: self.client)
        self.client: VoiceClient | None = None
        self.reconnects = 0
        self._bot = bot
        self._over = over
        self._check_seconds = check_seconds
        self._watchdog: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()
        self._put_out = False

    @property
    def channel(self) -> Channel:
        """Where the agent is; somebody may have dragged it to another channel."""
        if self.client is not None:
            self._channel = self.client.channel
        return self._channel

    async def join(self) -> None:
        """Connect; raises `JoinError`."""
        self._check_permissions()
        try:
            await self._connect()
        except FAILURES as error:
            raise JoinError(
                f"I could not join {self.channel.name}: Discord's voice server did not let me in. "
                "Please try again in a minute."
            ) from error
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
        self._ended.set()

    def _unwanted(self) -> bool:
        """Whether somebody put us out, or there is no place any more to be in."""
        guild = self._bot.get_guild(self._channel.guild.id)
        if self._put_out or guild is None:
            return True
        return not guild.unavailable and guild.get_channel(self._channel.id) is None

    async def _watch(self) -> None:
        while not self._unwanted():
            if self.client is None:
                await self._connect_again()
            else:
                await self._end_of_connection()
        log.info("The agent was put out of the voice channel.")
        await self._stop()
        await self._over()

    async def _end_of_connection(self) -> None:
        while not self._ended.is_set():
            try:
                async with asyncio.timeout(self._check_seconds):
                    await self._ended.wait()
            except TimeoutError:
                if self.client is not None and not self.client.healthy:
                    log.info("Voice was lost without a word.")
                    await self.client.hang_up()

    async def _connect_again(self) -> None:
        for seconds in chain(RETRY_SECONDS, repeat(RETRY_SECONDS[-1])):
            await asyncio.sleep(seconds)
            if self._unwanted():
                return
            try:
                await self._connect()
            except FAILURES as error:
                log.info("Voice could not be joined again yet: %s", type(error).__name__)
            else:
                self.reconnects += 1
                log.info("Voice is joined again.")
                return

    def _check_permissions(self) -> None:
        granted = self.channel.permissions_for(self.channel.guild.me)
        missing = [
            name for name in ("view_channel", "connect", "speak") if not getattr(granted, name)
        ]
        if missing:
            raise JoinError(
                f"I may not join {self.channel.name}: give my role the permissions "
                f"{', '.join(name.replace('_', ' ').title() for name in missing)} there."
            )
