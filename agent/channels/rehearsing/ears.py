"""How a rehearsed person is heard: by sound and a recognizer, or without a sound, word for word."""

from collections.abc import Iterator
from typing import Protocol

from agent.channels.rehearsing.scene import STEP
from agent.channels.spoken.conversation import Ear
from agent.channels.spoken.person import Background, Sounds
from speech.audio import HEARD
from speech.endpointing import EndpointEvent, EndpointKind, EndpointLimits
from speech.listening import Heard, Listener, RecognitionContext, RecognizedUtterance
from speech.phrases import normalized

A_WORD = 0.32
"""Seconds that a word takes where it makes no sound."""
SOON = 0.3
"""Seconds of silence after which such an utterance is over."""
SURE = 0.95
"""How sure what makes no sound is understood."""
PACKET = round(STEP * HEARD.rate) * 2
Parts = tuple[str | float, ...]
"""Words, and pauses in seconds."""


class RehearsedEar(Ear, Protocol):
    """One person's way to the agent."""

    def begin(self, parts: Parts, at: float) -> float:
        """They begin to say this; when it will be over."""

    def step(self, at: float) -> list[Heard]:
        """One step later: what was heard by then."""


class SoundlessEar:
    """Every word is understood, in the time that it takes to be said."""

    def __init__(self) -> None:
        self._coming: list[tuple[float, Heard]] = []

    def expect(self, expected: RecognitionContext) -> None:
        """It understands what is not expected, too."""

    def begin(self, parts: Parts, at: float) -> float:
        over = at + sum(p if isinstance(p, float) else A_WORD * len(p.split()) for p in parts)
        self._coming += _events(parts, at, over)
        return over

    def step(self, at: float) -> list[Heard]:
        heard = [event for due, event in self._coming if due <= at]
        self._coming = [(due, event) for due, event in self._coming if due > at]
        return heard


class SoundEar:
    """Sound, packet by packet, to a listener (format HEARD)."""

    def __init__(self, listener: Listener, sounds: Sounds, background: Background) -> None:
        self._listener, self._sounds, self._background = listener, sounds, background
        self._pcm = b""

    def expect(self, expected: RecognitionContext) -> None:
        self._listener.expect(expected)

    def begin(self, parts: Parts, at: float) -> float:
        for part in parts:
            self._pcm += HEARD.silence(part) if isinstance(part, float) else self._sounds(part)
        return at + HEARD.seconds(self._pcm)

    def step(self, at: float) -> list[Heard]:
        packet, self._pcm = self._pcm[:PACKET], self._pcm[PACKET:]
        packet = packet.ljust(PACKET, b"\0")
        return self._listener.hear(self._background(packet, at), at)


def _events(parts: Parts, at: float, over: float) -> Iterator[tuple[float, Heard]]:
    limits = EndpointLimits()
    yield at + limits.speech, EndpointEvent(EndpointKind.STARTED, at)
    if over - at >= limits.held:
        yield at + limits.held, EndpointEvent(EndpointKind.HELD, at + limits.held)
    words = normalized(" ".join(part for part in parts if isinstance(part, str)))
    decided = over + SOON
    yield decided, RecognizedUtterance(words, SURE, started=at, ended=over, decided=decided)
