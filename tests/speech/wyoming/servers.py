"""Wyoming servers on 127.0.0.1: some made with the protocol's own library, some that misbehave."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from wyoming.event import Event
from wyoming.server import AsyncEventHandler

Answer = Callable[[list[Event]], list[Event]]
"""What a server sends, by all that came on the connection so far."""


class Scripted(AsyncEventHandler):
    """Answers each event as a script has it."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Answer
    ) -> None:
        super().__init__(reader, writer)
        self._answer = answer
        self._came: list[Event] = []

    async def handle_event(self, event: Event) -> bool:
        self._came.append(event)
        for each in self._answer(self._came):
            await self.write_event(each)
        return True


@contextmanager
def scripted(answer: Answer) -> Iterator[str]:
    """A server on a thread and a loop of its own; gives its address."""
    loop = asyncio.new_event_loop()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            await Scripted(reader, writer, answer).run()

    server = loop.run_until_complete(asyncio.start_server(take, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _closed(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@contextmanager
def raw(said: bytes, *, hangs: bool = False) -> Iterator[str]:
    """A server that sends these bytes to whoever connects, and closes or hangs."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=answer, args=(connection,), daemon=True).start()

        def answer(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.sendall(said)
                if hangs:
                    done.wait()
                else:
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(2**16):
                        pass

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            done.set()
