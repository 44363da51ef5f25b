"""The hearing thread."""

from __future__ import annotations

import threading

import pytest

from agent.channels.discord.call import receiver
from agent.channels.discord.call.encryption import Encryption
from agent.channels.discord.call.receiver import Receiver
from tests.agent.channels.discord.call.sounds import tone
from tests.agent.channels.discord.call.test_demultiplexer import KEY, Keys
from tests.loopback import rtp
from tests.loopback.opus import encode

SPEECH = encode(tone(700, 0.2))


def feed(ears: Receiver, *sequences: int) -> None:
    """Packets arrive."""
    for sequence in sequences:
        packet = rtp.Packet(sequence, 0, 1, SPEECH[sequence])
        ears.feed(rtp.seal(packet, KEY, sequence))


def test_hearing_happens_on_its_own_thread() -> None:
    threads: set[str] = set()
    ears = Receiver(lambda *_: threads.add(threading.current_thread().name), lambda user: True)
    ears.begin(Encryption(Keys()))
    ears.announced(1, 42)
    feed(ears, 0, 1, 2)
    ears.start()
    ears.close()
    assert threads == {"hearing"}
    assert ears.counts == {"heard": 3}


def test_a_loss_at_the_end_is_heard_by_the_clock() -> None:
    filled = threading.Event()
    count: list[int] = []

    def hear(user: int, pcm: bytes, at: float) -> None:
        count.append(user)
        if len(count) == 4:
            filled.set()

    ears = Receiver(hear, lambda user: True)
    ears.start()
    ears.begin(Encryption(Keys()))
    ears.announced(1, 42)
    feed(ears, 0, 1, 3)
    assert filled.wait(5)
    ears.close()


def test_an_error_of_the_listener_does_not_end_hearing() -> None:
    def hear(user: int, pcm: bytes, at: float) -> None:
        raise RuntimeError("the recognizer is out of order")

    ears = Receiver(hear, lambda user: True)
    ears.begin(Encryption(Keys()))
    ears.announced(1, 42)
    feed(ears, 0, 1, 2, 3)
    ears.start()
    ears.close()
    assert ears.counts["failed"] == 3


def test_when_too_much_waits_packets_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "BACKLOG", 3)
    ears = Receiver(lambda *_: None, lambda user: True)
    feed(ears, 0, 1, 2, 3, 4)
    assert ears.counts == {"overflow": 2}
