"""A Wyoming server that handles sentences, as Home Assistant asks for it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from errno import errorcode
from os import strerror
from typing import Any, TypeVar

from wyoming.asr import Transcript
from wyoming.event import Event
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong

from agent.channels.wyoming.satellites import Reply
from agent.prompts.failure import Failure
from agent.runtime.defects import where
from speech.wyoming.connection import Address
from speech.wyoming.frames import FrameDecoder, FrameError, packed, text_of

T = TypeVar("T")
_log = logging.getLogger(__name__)

CONNECTIONS = 64
"""Clients at a time; one more is sent away."""
IDLE_SECONDS = 300.0
"""How long a client may say nothing, or not take what is said to it."""
PIECE = 2**16

Answer = Callable[[str, Mapping[str, Any]], Awaitable[Reply]]


class HandleServer:
    """Answers sentences with `answer`, `describe` with `info`, and nothing else."""

    def __init__(self, answer: Answer, info: Info, idle: float = IDLE_SECONDS) -> None:
        self._answer, self._info, self._idle = answer, info.event(), idle
        self._clients: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open(self, host: str, port: int) -> AsyncIterator[Address]:
        """Serve there, port 0 being any that is free. Raises Failure where that cannot be."""
        try:
            server = await asyncio.start_server(self._attend, host, port)
        except OSError as error:
            known = error.errno in errorcode  # what asyncio says of those is for programmers
            reason = strerror(error.errno or 0) if known else error.strerror or str(error)
            address = str(Address(host, port))
            raise Failure("house.not_opened", address=address, reason=reason) from error
        try:
            yield Address(host, server.sockets[0].getsockname()[1])
        finally:
            server.close()
            for client in self._clients:
                client.cancel()
            await asyncio.gather(*self._clients, return_exceptions=True)

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = asyncio.current_task()
        assert client is not None
        if len(self._clients) >= CONNECTIONS:
            writer.close()
            return
        self._clients.add(client)
        try:
            await self._converse(reader, writer)
        except (FrameError, OSError) as error:  # TimeoutError is one
            _log.info("a Wyoming client is left: %s", type(error).__name__)
        except asyncio.CancelledError:
            pass  # the server closes; asyncio would log it as an error of its own
        except Exception as error:  # noqa: BLE001 (a defect must not tell the log a user's words)
            _log.error("defect: %s\n%s", type(error).__name__, where(error))
        finally:
            self._clients.discard(client)
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        decoder = FrameDecoder()
        while received := await self._within(reader.read(PIECE)):
            for event in decoder.feed(received):
                writer.write(packed(*await self._reaction(event)))
                await self._within(writer.drain())

    async def _within(self, wait: Awaitable[T]) -> T:
        """`wait_for` of Python 3.11 may lose a cancellation: the server would not close."""
        async with asyncio.timeout(self._idle):
            return await wait

    async def _reaction(self, event: Event) -> Sequence[Event]:
        if Describe.is_type(event.type):
            return [self._info]
        if Ping.is_type(event.type):
            text = event.data.get("text")
            return [Pong(text if isinstance(text, str) else None).event()]
        if not Transcript.is_type(event.type):
            return []
        told = event.data.get("context")
        context: dict[str, Any] = told if isinstance(told, dict) else {}
        reply = await self._answer(text_of(event), context)
        kind = Handled if reply.handled else NotHandled
        return [kind(reply.text, context or None).event()]
