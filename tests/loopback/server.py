"""The front door: a Discord on 127.0.0.1 for as long as a `with` block lasts."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import aiohttp
import discord
from aiohttp import web

from . import network
from .changes import PATIENCE
from .faults import Faults
from .gateway import Gateway
from .interactions import Interactions
from .people import Person
from .records import Channel, Guild
from .rest import API, MAX_BODY, MISFITS, Frame
from .rest_interactions import InteractionRoutes
from .rest_messages import Messages, attachment_host
from .rest_places import Places
from .voice_gateway import VoiceGateway
from .voice_server import VoiceServer
from .world import World

GOING_AWAY = 1001
TOKEN = "loopback.token.of-the-one-bot"
T = TypeVar("T")


class Loopback:
    """A Discord on 127.0.0.1 with one bot account; use it as an async context manager.

    `world` is what exists, `faults` are the switches, `gateway` and `voice_gateway` can drop their
    clients, and `frame` lists every request that was made. `misfits` are those that are not as
    Discord describes them; they fail the test at its end.
    """

    def __init__(self) -> None:
        self.token = TOKEN
        self.world = World()
        self.faults = Faults()
        self.gateway = Gateway(self.world, self.faults, TOKEN)
        self.interactions = Interactions(self.world)
        self.voice = VoiceServer(self.world, self.faults)
        self.voice_gateway = VoiceGateway(self.world, self.faults, self.voice)
        self.gateway.on_voice_state = self.voice.bot_voice_state
        self.gateway.on_session_lost = self.voice_gateway.lose_session
        self.frame = Frame(self.faults, TOKEN)
        self.misfits: list[str] = []
        self.port = 0
        self.certificate = Path()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        context, self.certificate = network.server_context(folder)
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, network.LOCALHOST, 0, ssl_context=context)
        await site.start()
        self.port = runner.addresses[0][1]
        self._stack.push_async_callback(self.gateway.drop, GOING_AWAY)
        self._stack.push_async_callback(self.voice_gateway.drop, GOING_AWAY)
        await self.voice.open()
        self._stack.callback(self.voice.close)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()
        if self.misfits and error is None:
            raise AssertionError(f"Discord would refuse {self.misfits}")

    def connector(self) -> aiohttp.TCPConnector:
        """What to give a client as its `connector`: it will reach this Discord and nothing else."""
        return network.connector(self.port, self.certificate)

    def person(self, name: str, *guilds: Guild) -> Person:
        """A new person, member of these guilds."""
        user = self.world.add_user(name)
        for guild in guilds:
            self.world.add_member(guild, user)
        return Person(user, self.world, self.interactions, self.voice)

    def guild(self, name: str = "Harbour", *, joined: bool = True) -> Guild:
        """A new guild with the bot in it, owned by somebody who never says a word."""
        owner = self.world.add_user(f"owner of {name}")
        return self.world.add_guild(name, owner, joined=joined)

    def text_channel(self, guild: Guild, name: str = "general") -> Channel:
        """A new text channel."""
        return self.world.add_channel(guild, name, discord.ChannelType.text)

    def voice_channel(self, guild: Guild, name: str = "bridge") -> Channel:
        """A new voice channel."""
        return self.world.add_channel(guild, name, discord.ChannelType.voice)

    def stage_channel(self, guild: Guild, name: str = "deck") -> Channel:
        """A new stage, where who comes in is in the audience."""
        return self.world.add_channel(guild, name, discord.ChannelType.stage_voice)

    async def until(self, condition: Callable[[], T | None]) -> T:
        """Wait until `condition` returns something truthy; see `Changes.until`."""
        return await self.world.changes.until(condition)

    @asynccontextmanager
    async def running(self, client: discord.Client) -> AsyncIterator[None]:
        """Log `client` in, wait until it is ready, and close it at the end."""
        async with client:
            await client.login(self.token)
            connected = asyncio.create_task(client.connect())
            ready = asyncio.create_task(client.wait_until_ready())
            try:
                both = {connected, ready}
                await asyncio.wait(both, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
                if connected.done():
                    await connected
                if not ready.done():
                    raise TimeoutError("The client did not become ready.")
                yield
            finally:
                ready.cancel()
                await client.close()
                await asyncio.wait({connected})

    def _application(self) -> web.Application:
        rest = web.Application(middlewares=[self.frame.middleware()], client_max_size=MAX_BODY)
        rest[MISFITS] = self.misfits
        messages = Messages(self.world)
        interactions = InteractionRoutes(self.world, self.faults, self.interactions, messages)
        places = Places(self.world, self.faults, messages)
        for route in (*places.routes(), *messages.routes(), *interactions.routes()):
            rest.router.add_route(route.method, API + route.path, route.handler)
        gateway = web.Application()
        gateway.router.add_get("/", self.gateway.handle)
        front = web.Application(client_max_size=MAX_BODY)
        front.add_domain("discord.com", rest)
        front.add_domain("gateway.discord.gg", gateway)
        voice = web.Application()
        voice.router.add_get("/", self.voice_gateway.handle)
        front.add_domain("*.discord.media", voice)
        front.add_domain("cdn.discordapp.com", attachment_host(self.world))
        return front
