"""Reading a voice socket in a thread."""

from __future__ import annotations

import queue
import socket
from types import SimpleNamespace
from typing import Any

from agent.channels.discord.call.socket_reader import WakingReader
from tests.loopback.changes import PATIENCE


def pair() -> tuple[socket.socket, socket.socket]:
    """Two UDP sockets that talk with each other."""
    ours, theirs = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    for each in (ours, theirs):
        each.bind(("127.0.0.1", 0))
    ours.connect(theirs.getsockname())
    theirs.connect(ours.getsockname())
    return ours, theirs


def test_it_lets_go_of_a_silent_socket_at_once_and_reads_the_next() -> None:
    state: Any = SimpleNamespace()
    received: queue.Queue[bytes] = queue.Queue()
    reader = WakingReader(state)
    reader.start()
    reader.register(received.put)
    for word in (b"one", b"two"):
        state.socket, theirs = pair()
        reader.resume()
        theirs.send(word)
        assert received.get(timeout=PATIENCE) == word
        reader.pause()
        state.socket.close()
        theirs.close()
    reader.stop()
    reader.join(timeout=PATIENCE)
    assert not reader.is_alive()


def test_a_callback_that_fails_does_not_end_reading() -> None:
    ours, theirs = pair()
    state: Any = SimpleNamespace(socket=ours)
    received: queue.Queue[bytes] = queue.Queue()

    def fail(data: bytes) -> None:
        received.put(data)
        raise IndexError("too short for me")

    reader = WakingReader(state)
    reader.start()
    reader.register(fail)
    reader.resume()
    for word in (b"", b"1"):
        theirs.send(word)
        assert received.get(timeout=PATIENCE) == word
    reader.stop()
    reader.join(timeout=PATIENCE)
    ours.close()
    theirs.close()
