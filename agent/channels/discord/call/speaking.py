"""Speaking in a voice channel: one queue, played frame by frame while synthesis still makes it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from concurrent.futures import Executor
from functools import partial
from typing import Protocol

from .frames import FRAME_SECONDS
from .playlist import Playlist, QueuedSpeech

LOOK_SECONDS = 0.01  # how often to look whether we can be heard yet


class NotReadyError(Exception):
    """A frame was not sent, since nobody could have heard it."""


class AudioSink(Protocol):
    """A voice connection to speak through."""

    @property
    def ready(self) -> bool:
        """Whether the others could hear us."""

    @property
    def ssrc(self) -> int:
        """Our number in this voice session; another one after a reconnect."""

    def say(self, pcm: bytes) -> None:
        """Send 20 ms (48 kHz mono 16-bit; b"" is silence); raises `NotReadyError`."""

    def announce(self, *, speaking: bool) -> None:
        """Tell the others that we begin or end to speak."""


class Speaker:
    """Says one utterance after the other, to several people in turn, through `mouth`.

    Waits while there is no mouth or it is not ready. After a reconnect the last 200 ms are said
    again, since they may not have been heard.
    """

    def __init__(
        self, mouth: Callable[[], AudioSink | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._mouth = mouth
        self._clock = clock
        self.played: Callable[[bytes, float], None] = lambda pcm, at: None
        """Is told of each frame that is sent, and when, on the thread that speaks."""
        self._playlist = Playlist()
        self._changed = threading.Condition()
        self._closed = False
        self._ssrc: int | None = None
        self._talking = False
        self._due = 0.0
        self._thread = threading.Thread(target=self._run, name="speaking", daemon=True)

    def start(self) -> None:
        """Begin to play."""
        self._thread.start()

    def close(self) -> None:
        """Stop at once and end the thread."""
        with self._changed:
            self._closed = True
            self._playlist.clear()
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def stop(self) -> None:
        """Drop what is being said and what waits; no further frame of it is sent."""
        self._change(self._playlist.clear)

    def stop_for(self, listener: object) -> None:
        """Drop what is being said, and what waits to be said to `listener`."""
        self._change(partial(self._playlist.stop, listener))

    def hold(self, listener: object) -> bool:
        """Fall silent, at once, if it is to `listener` that is spoken; whether it is.

        Until `go_on` nothing is said to them; others are spoken to.
        """
        with self._changed:
            held = self._playlist.hold(listener)
            self._changed.notify()
        return held

    def go_on(self, listener: object, *, rest: bool) -> None:
        """Speak again after `hold`, from 200 ms before the break, or of nothing said before."""
        self._change(partial(self._playlist.go_on, listener, rest=rest))

    async def say(self, sound: AsyncIterable[bytes], listener: object = None) -> bool:
        """Say PCM (48 kHz mono 16-bit) as it arrives, after what was asked for before.

        `listener` is whom it is said to, for `hold`; None for everybody. Returns True when all of
        it was said, False when it was stopped. An error of `sound` and a cancellation end the
        utterance and go on to the caller.
        """
        loop = asyncio.get_running_loop()
        result: asyncio.Future[bool] = loop.create_future()
        utterance = QueuedSpeech(partial(_settle, loop, result), listener)
        self._change(partial(self._playlist.add, utterance))
        try:
            async for pcm in sound:
                if result.done():
                    return False
                self._change(partial(utterance.feed, pcm))
            self._change(utterance.finish)
            return await result
        finally:
            self._change(partial(self._playlist.remove, utterance))

    def _change(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                wait = self._step(self._clock())
                if wait is None or wait > 0:
                    self._changed.wait(wait)

    def _step(self, now: float) -> float | None:
        """Say a frame if it is time for one; returns how many seconds to wait, None for ever."""
        if not self._playlist.waiting:
            return None
        if now < self._due:
            return self._due - now
        mouth = self._mouth()
        if mouth is None or not mouth.ready:
            return LOOK_SECONDS
        self._begin(mouth)
        try:
            more = self._playlist.say_next(partial(self._say, mouth, now))
        except NotReadyError:
            return LOOK_SECONDS
        on_time = now - self._due < FRAME_SECONDS
        self._due = (self._due if on_time else now) + FRAME_SECONDS
        if not more:
            mouth.announce(speaking=False)
            self._talking = False
        return 0.0

    def _say(self, mouth: AudioSink, now: float, pcm: bytes) -> None:
        mouth.say(pcm)
        self.played(pcm, now)

    def _begin(self, mouth: AudioSink) -> None:
        if mouth.ssrc != self._ssrc:
            self._ssrc = mouth.ssrc
            self._talking = False
            self._playlist.repeat()
        if not self._talking:
            mouth.announce(speaking=True)
            self._talking = True


async def off_loop(
    chunks: Iterator[bytes], workers: Executor | None = None
) -> AsyncIterator[bytes]:
    """What a synthesizer makes, taken from it on a worker thread, for `Speaker.say`."""
    loop = asyncio.get_running_loop()
    while (chunk := await loop.run_in_executor(workers, next, chunks, None)) is not None:
        yield chunk


def _settle(loop: asyncio.AbstractEventLoop, result: asyncio.Future[bool], whole: bool) -> None:
    loop.call_soon_threadsafe(_set, result, whole)


def _set(result: asyncio.Future[bool], whole: bool) -> None:
    if not result.done():
        result.set_result(whole)
