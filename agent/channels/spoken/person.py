"""A person who talks to the agent as people do: they wait until it has answered."""

from collections.abc import Callable, Iterable

from agent.channels.spoken.recording import Recording, Steps
from agent.channels.spoken.script import ScriptLine
from speech.audio import HEARD
from speech.listening import Listener

PACKET = round(0.02 * HEARD.rate) * 2
POLITE = 0.4
"""Seconds from the end of an answer to the next words."""
PATIENCE = 5.0
"""Seconds after which nobody waits for an answer any more."""
LAST = 3.0
"""Seconds that are waited at the end, for what the agent has to say still."""

Sounds = Callable[[str], bytes]
"""Words as 16 kHz mono PCM."""
Background = Callable[[bytes, float], bytes]
"""A packet with what is heard behind it at that time."""


class Person:
    """Says lines to a listener (format HEARD) in a room whose time is the recording's."""

    def __init__(
        self, room: Recording, listener: Listener, sounds: Sounds, background: Background
    ) -> None:
        self._room, self._listener = room, listener
        self._sounds, self._background = sounds, background
        self._at = self.spoken_until = room.clock()
        """When the last word was over."""

    def steps(self, lines: Iterable[ScriptLine]) -> Steps:
        """What the listener hears, packet by packet."""
        yield from self._play(HEARD.silence(0.5))
        for line in lines:
            for part in line.parts:
                sound = self._sounds(part) if isinstance(part, str) else HEARD.silence(part)
                yield from self._play(sound)
                if isinstance(part, str):
                    self.spoken_until = self._at
            if line.words:
                yield from self._wait()
        yield from self._play(HEARD.silence(LAST))
        yield self._listener.finish(self._at), self._at

    def _wait(self) -> Steps:
        """Be quiet until the agent has answered, or does not."""
        while not self._answered() and self._at - self.spoken_until < PATIENCE:
            yield from self._play(HEARD.silence(0.1))

    def _answered(self) -> bool:
        begun = any(at >= self.spoken_until for at, _ in self._room.clips)
        return begun and self._at >= self._room.silent_from + POLITE

    def _play(self, pcm: bytes) -> Steps:
        for start in range(0, len(pcm), PACKET):
            packet = pcm[start : start + PACKET]
            self._at += HEARD.seconds(packet)
            yield self._listener.hear(self._background(packet, self._at), self._at), self._at
