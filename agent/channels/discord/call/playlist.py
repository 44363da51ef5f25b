"""What is to be said, frame by frame: people in turn, and what must be said again.

Synchronous and without a clock; `speaking.py` plays it in a thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from .frames import FRAME_SAMPLES, SAMPLE_BYTES

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
    """Utterances: to one listener in the order in which they were added, to several in turn."""

    def __init__(self) -> None:
        self._current: QueuedSpeech | None = None
        self._queue: list[QueuedSpeech] = []
        self._held: set[object] = set()
        self._said: deque[bytes] = deque(maxlen=REPEATED)
        self._turns = 0
        self._last_turn: dict[object, int] = {}

    @property
    def waiting(self) -> bool:
        """Whether there is a frame to say now."""
        current = self._current or self._next()
        return current is not None and bool(current.frames)

    def add(self, utterance: QueuedSpeech) -> None:
        """Say this after what there is to say to its listener."""
        self._queue.append(utterance)

    def say_next(self, say: Callable[[bytes], None]) -> bool:
        """Give the next frame (empty for silence) to `say`; if that raises, it stays the next.

        Returns whether there is another one by now.
        """
        current = self._current or self._begin()
        if current is None:
            return False
        say(current.frames[0])
        self._said.append(current.frames.popleft())
        if current.complete and not current.frames:
            self._said.clear()
            self._current = None
            current.done(True)
        return self.waiting

    def repeat(self) -> None:
        """The connection was lost: what was said of this utterance last is said again."""
        if self._current is not None:
            self._current.frames.extendleft(reversed(self._said))
        self._said.clear()

    def hold(self, listener: object) -> bool:
        """Break off what is being said to `listener`, or put off what waits; whether there is any.

        Nothing more is said to them until `go_on`; others are spoken to meanwhile.
        """
        current = self._current
        if current is not None and current.listener == listener:
            self._break_off(current)
        if all(each.listener != listener for each in self._queue):
            return False
        self._held.add(listener)
        return True

    def go_on(self, listener: object, *, rest: bool) -> None:
        """Say the rest of what is put off by `hold`; or nothing more of what there is for them."""
        self._held.discard(listener)
        if not rest:
            for each in [*self._queue, self._current]:
                if each is not None and each.listener == listener:
                    self.remove(each)

    def remove(self, utterance: QueuedSpeech) -> None:
        """Do not say this, or no more of it; does nothing for what is not there."""
        if utterance is self._current:
            self._current = None
            if self._said:
                self._said.clear()
                self._hush()
        elif utterance in self._queue:
            self._queue.remove(utterance)
        else:
            return
        utterance.done(False)

    def stop(self, listener: object) -> None:
        """Break off what is being said to anybody, and say nothing of what `listener` waits for."""
        self._held.discard(listener)
        theirs = [each for each in self._queue if each.listener == listener]
        for each in filter(None, (*theirs, self._current)):
            self.remove(each)

    def clear(self) -> None:
        """Say nothing of what there is."""
        self._held.clear()
        for each in filter(None, (*self._queue, self._current)):
            self.remove(each)

    def _break_off(self, current: QueuedSpeech) -> None:
        """Put it back where it was, a moment before it stopped."""
        self._queue.insert(0, current)
        self._last_turn.pop(current.listener, None)
        if self._said:
            self.repeat()
            self._hush()
        else:
            self._current = None

    def _next(self) -> QueuedSpeech | None:
        """What comes next: for whom was spoken to longest ago, of those whose sound has come."""
        first = {each.listener: each for each in reversed(self._queue)}
        ready = [
            each
            for each in self._queue
            if each.frames and each is first[each.listener] and each.listener not in self._held
        ]
        return min(ready, key=lambda each: self._last_turn.get(each.listener, 0), default=None)

    def _begin(self) -> QueuedSpeech | None:
        """Go on to what comes next."""
        current = self._next()
        if current is None:
            return None
        self._queue.remove(current)
        if not self._queue:
            self._last_turn.clear()
        self._turns += 1
        self._last_turn[current.listener] = self._turns
        self._current = current
        return current

    def _hush(self) -> None:
        """Silence at once instead of what is being said."""
        self._current = QueuedSpeech(_nobody_waits)
        self._current.finish()


def _nobody_waits(whole: bool) -> None:
    """For silence that nobody asked for."""
