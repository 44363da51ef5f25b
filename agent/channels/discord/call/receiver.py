"""The thread that hears: the socket's thread only hands packets over, and never waits."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue

from .demultiplexer import Hear, Hearing
from .encryption import Encryption

log = logging.getLogger(__name__)
BACKLOG = 5_000  # packets: four seconds of 25 people talking at once

Step = Callable[[float], None]


class Receiver:
    """Runs a `Hearing` in a thread of its own, from `start` to `close`.

    `hear` is called on that thread, with times of `clock` (an event loop's clock is the same
    monotonic one). Every method here may be called from any thread.
    """

    def __init__(
        self,
        hear: Hear,
        consented: Callable[[int], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hearing = Hearing(hear, consented)
        self._clock = clock
        self._steps: SimpleQueue[tuple[Step, float] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="hearing", daemon=True)

    @property
    def counts(self) -> Counter[str]:
        """Packets heard, concealed, and dropped by reason, so far."""
        return self._hearing.counts

    def start(self) -> None:
        """Begin to hear."""
        self._thread.start()

    def close(self) -> None:
        """Stop hearing; what has arrived is still heard."""
        self._steps.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def feed(self, data: bytes) -> None:
        """Take a packet from the socket; when too many wait, it is dropped and counted."""
        if self._steps.qsize() >= BACKLOG:
            self.counts["overflow"] += 1
        else:
            self._put(partial(self._hearing.packet, data))

    def begin(self, encryption: Encryption) -> None:
        """A new voice session has begun."""
        self._put(lambda now: self._hearing.begin(encryption))

    def announced(self, ssrc: int, user_id: int) -> None:
        """Discord says that `user_id` speaks with `ssrc`."""
        self._put(partial(self._hearing.announced, ssrc, user_id))

    def rekeyed(self) -> None:
        """The keys of the call have changed."""
        self._put(self._hearing.rekeyed)

    def left(self, user_id: int) -> None:
        """A user is no longer in the call."""
        self._put(lambda now: self._hearing.left(user_id))

    def _put(self, step: Step) -> None:
        self._steps.put((step, self._clock()))

    def _run(self) -> None:
        deadline: float | None = None
        while True:
            wait = None if deadline is None else max(0.0, deadline - self._clock())
            try:
                item = self._steps.get(timeout=wait)
            except Empty:
                item = (lambda now: None, self._clock())
            if item is None:
                return
            deadline = self._do(*item)

    def _do(self, step: Step, now: float) -> float | None:
        try:
            step(now)
            return self._hearing.due(now)
        except Exception:  # the thread's edge: one bad frame must not end hearing
            log.exception("Hearing a packet failed")
            self.counts["failed"] += 1
            return None
