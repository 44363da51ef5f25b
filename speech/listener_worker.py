"""Listeners of live speakers on worker threads, under an event loop that they never block."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from threading import Lock

from speech.audio import Format
from speech.listening import Heard, Listener, RecognitionContext

_log = logging.getLogger(__name__)

BACKLOG = 30.0
"""Seconds of sound that may wait for a worker; beyond, the oldest is dropped."""

Item = Callable[[], list[Heard]]


class ListenerWorker:
    """One speaker. The axis of all times is the event loop's clock, `loop.time()`.

    `deliver` is called on the loop, with what was heard in its order.
    """

    def __init__(
        self,
        listener: Listener,
        source: Format,
        workers: Executor,
        deliver: Callable[[Heard], None],
    ) -> None:
        self._listener, self._source = listener, source
        self._workers, self._deliver = workers, deliver
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._lock = Lock()
        self._waiting: deque[tuple[float, Item]] = deque()
        self._backlog = 0.0
        self._working = False
        self._open = True
        self.dropped = 0.0
        """Seconds of sound that nobody had time to hear."""

    def expect(self, expected: RecognitionContext) -> None:
        """What the speaker may say next; silence that lasted already counts. From any thread."""
        self._listener.expect(expected)
        self._put(lambda: [])  # so that what is due is looked at again

    def hear(self, pcm: bytes, at: float) -> None:
        """Take a packet whose last sample was spoken at `at`. From any thread; returns at once."""
        self._put(lambda: self._listener.hear(pcm, at), self._source.seconds(pcm))

    def close(self) -> None:
        """The speaker is gone: what they were saying is delivered still, and then nothing more."""
        now = self._loop.time()
        self._put(lambda: self._listener.finish(now))
        self._open = False

    def stop(self) -> None:
        """Nothing more is heard, nor what waits."""
        with self._lock:
            self._open = False
            self._waiting.clear()
            self._backlog = 0.0

    def _put(self, item: Item, seconds: float = 0.0) -> None:
        with self._lock:
            if not self._open:
                return
            self._waiting.append((seconds, item))
            self._backlog += seconds
            self._shed()
            idle, self._working = not self._working, True
        if idle:
            self._workers.submit(self._work)

    def _shed(self) -> None:
        while self._backlog > BACKLOG:
            seconds, _ = self._waiting.popleft()
            self._backlog -= seconds
            if self.dropped == 0.0:
                _log.warning("Sound comes faster than it is recognized; some is dropped.")
            self.dropped += seconds

    def _work(self) -> None:
        """On a worker: everything that waits, one at a time."""
        while (item := self._next()) is not None:
            try:
                heard = item()
            except Exception:  # noqa: BLE001 - the thread's edge: a fault must not make it deaf
                _log.exception("Some sound could not be listened to.")
                continue
            self._loop.call_soon_threadsafe(self._told, heard, self._listener.due)

    def _next(self) -> Item | None:
        with self._lock:
            if not self._waiting:
                self._working = False
                return None
            seconds, item = self._waiting.popleft()
            self._backlog -= seconds
            return item

    def _told(self, heard: list[Heard], due: float | None) -> None:
        """On the loop: deliver, and look again when silence will have lasted long enough."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if due is None else self._loop.call_at(due, self._tick)
        for each in heard:
            self._deliver(each)

    def _tick(self) -> None:
        now = self._loop.time()
        self._put(lambda: self._listener.tick(now))
