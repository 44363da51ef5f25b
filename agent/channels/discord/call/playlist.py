"""What is to be said, frame by frame: utterances one after the other, and what must be said again.

Synchronous and without a clock; `speaking.py` plays it in a thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from .opus import FRAME_SAMPLES, SAMPLE_BYTES

FRAME_BYTES = FRAME_SAMPLES * SAMPLE_BYTES

REPEATED = 10  # frames said again after a reconnect: 200 ms in which the break was not noticed
TRAILING_SILENCE = 5  # frames, so that the listeners' decoders do not make up a tail


class QueuedSpeech:
    """Something to say to `listener`, whose sound may still be arriving.

    `done` is called once: with True when all was said, with False when not.
    """

    def __init__(self, done: Callable[[bool], None], listener: object = None) -> None:
        self.listener = listener
        self.frames: deque[bytes] = deque()
        self.complete = False
        self.done = done
        self._rest = b""

    def feed(self, pcm: bytes) -> None:
        """More sound, 48 kHz mono 16-bit, in pieces of any size."""
        sound = self._rest + pcm
        whole = len(sound) - len(sound) % FRAME_BYTES
        self._rest = sound[whole:]
        self.frames.extend(sound[at : at + FRAME_BYTES] for at in range(0, whole, FRAME_BYTES))

    def finish(self) -> None:
        """There is no more sound; the last frame is filled up, and silence follows."""
        if self._rest:
            self.feed(bytes(FRAME_BYTES - len(self._rest)))
        self.frames.extend([b""] * TRAILING_SILENCE)
        self.complete = True


class Playlist:
    """Utterances in the order in which they were added."""

    def __init__(self) -> None:
        self._utterances: deque[QueuedSpeech] = deque()
        self._said: deque[bytes] = deque(maxlen=REPEATED)
        self._held: QueuedSpeech | None = None

    @property
    def waiting(self) -> bool:
        """Whether there is a frame to say now."""
        if not self._utterances or self._utterances[0] is self._held:
            return False
        return bool(self._utterances[0].frames)

    def add(self, utterance: QueuedSpeech) -> None:
        """Say this after what there is."""
        self._utterances.append(utterance)

    def say_next(self, say: Callable[[bytes], None]) -> bool:
        """Give the next frame (empty for silence) to `say`; if that raises, it stays the next.

        Returns whether there is another one by now.
        """
        current = self._utterances[0]
        say(current.frames[0])
        self._said.append(current.frames.popleft())
        if current.complete and not current.frames:
            self._said.clear()
            self._utterances.popleft().done(True)
        return self.waiting

    def repeat(self) -> None:
        """The connection was lost: what was said of this utterance last is said again."""
        if self._utterances:
            self._utterances[0].frames.extendleft(reversed(self._said))
        self._said.clear()

    def hold(self, listener: object) -> bool:
        """Break off what is being said to `listener`, and say nothing more until `go_on`.

        Returns whether anything is.
        """
        current = self._utterances[0] if self._utterances else None
        if self._held or current is None or current.listener != listener:
            return False
        self._held = current
        if self._said:
            self.repeat()
            self._hush()
        return True

    def go_on(self, *, rest: bool) -> None:
        """After `hold`, say the rest of what was broken off, or no more of it."""
        held, self._held = self._held, None
        if held is not None and not rest:
            self.remove(held)

    def remove(self, utterance: QueuedSpeech) -> None:
        """Do not say this, or no more of it; does nothing for what is not there."""
        if utterance not in self._utterances:
            return
        broken_off = utterance is self._utterances[0] and bool(self._said)
        self._utterances.remove(utterance)
        utterance.done(False)
        if utterance is self._held:
            self._held = None
        if broken_off:
            self._said.clear()
            self._hush()

    def clear(self) -> None:
        """Say nothing of what there is."""
        for utterance in reversed(list(self._utterances)):
            self.remove(utterance)

    def _hush(self) -> None:
        silence = QueuedSpeech(_nobody_waits)
        silence.finish()
        self._utterances.appendleft(silence)


def _nobody_waits(whole: bool) -> None:
    """For silence that nobody asked for."""
