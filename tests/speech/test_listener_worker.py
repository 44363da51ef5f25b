import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from speech.audio import HEARD
from speech.endpointing import EndpointEvent, EndpointLimits
from speech.listener_worker import ListenerWorker
from speech.listening import Heard, Listener, RecognitionContext, RecognizedUtterance
from speech.vad import VoiceDetector
from tests.patience import PATIENCE
from tests.speech.voices import STABLE, padded, say, tiny

DETECTOR = VoiceDetector()
PACKET = 640


@pytest.fixture
def workers() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as workers:
        yield workers


class Listening:
    """An ear and what it delivered, with a way to wait for more."""

    def __init__(self, workers: Executor) -> None:
        self.heard: asyncio.Queue[Heard] = asyncio.Queue()
        self.thread = threading.get_ident()
        self.ear = ListenerWorker(Listener(DETECTOR, tiny(), HEARD), HEARD, workers, self._deliver)

    def _deliver(self, heard: Heard) -> None:
        assert threading.get_ident() == self.thread
        self.heard.put_nowait(heard)

    def play(self, pcm: bytes, until: float) -> None:
        """Send packets whose last was spoken at `until`."""
        start = until - HEARD.seconds(pcm)
        for at in range(0, len(pcm), PACKET):
            packet = pcm[at : at + PACKET]
            self.ear.hear(packet, start + HEARD.seconds(pcm[: at + len(packet)]))

    async def utterance(self) -> RecognizedUtterance:
        while isinstance(
            heard := await asyncio.wait_for(self.heard.get(), PATIENCE), EndpointEvent
        ):
            pass
        return heard


async def test_twelve_speakers_at_once_are_each_understood(workers: Executor) -> None:
    now = asyncio.get_running_loop().time()
    listeners = [Listening(workers) for _ in range(12)]
    threads = [
        threading.Thread(target=one.play, args=(padded(say(text)), now))
        for one, text in zip(listeners, STABLE, strict=False)
    ]
    for thread in threads:
        thread.start()
    texts = [(await one.utterance()).text for one in listeners]
    assert texts == list(STABLE[:12])
    assert [one.ear.dropped for one in listeners] == [0.0] * 12


async def test_the_loop_ends_the_turn_when_nothing_is_sent_any_more(workers: Executor) -> None:
    loop = asyncio.get_running_loop()
    listening = Listening(workers)
    listening.play(padded(say("yes"), after=0.1), loop.time() - 0.5)
    utterance = await listening.utterance()
    assert utterance.text == "yes"
    assert utterance.ended + 0.7 <= utterance.decided <= loop.time()


async def test_who_leaves_is_heard_to_the_end_and_then_no_more(workers: Executor) -> None:
    listening = Listening(workers)
    now = asyncio.get_running_loop().time()
    listening.play(padded(say("train a model"), after=0.0), now)
    listening.ear.close()
    listening.play(padded(say("yes")), now + 5.0)
    assert (await listening.utterance()).text == "train a model"
    assert listening.heard.empty()


async def test_what_waits_when_it_stops_keeps_no_worker_busy() -> None:
    workers = Overloaded()
    listening = Listening(workers)
    now = asyncio.get_running_loop().time()
    listening.play(padded(say("train a model")), now)
    listening.ear.stop()
    listening.play(padded(say("yes")), now + 5.0)
    workers.work()
    await asyncio.sleep(0)
    assert listening.heard.empty()
    assert listening.ear.dropped == 0.0


class Overloaded(Executor):
    """Has no time until `work` is called."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.jobs.append(lambda: fn(*args, **kwargs))
        return Future()

    def work(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()

    async def until(self, done: Coroutine[Any, Any, RecognizedUtterance]) -> RecognizedUtterance:
        """Have time until that is done."""
        waiting = asyncio.ensure_future(done)
        while not waiting.done():
            self.work()
            await asyncio.sleep(0)
        return waiting.result()


async def test_too_much_sound_drops_the_oldest_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    workers = Overloaded()
    listening = Listening(workers)
    now = asyncio.get_running_loop().time()
    listening.play(HEARD.silence(40.0), now - 3.0)
    listening.play(padded(say("yes")), now - 1.0)
    assert 10.0 < listening.ear.dropped < 13.0
    assert caplog.text.count("some is dropped") == 1
    assert (await workers.until(listening.utterance())).text == "yes"


async def test_a_shorter_silence_ends_what_already_waits() -> None:
    workers = Overloaded()
    listening = Listening(workers)
    listening.ear.expect(
        RecognitionContext(limits=EndpointLimits(pause=60.0, silence=60.0, longest=120.0))
    )
    listening.play(padded(say("yes"), after=0.1), asyncio.get_running_loop().time() - 1.0)
    workers.work()
    assert isinstance(await listening.heard.get(), EndpointEvent)
    listening.ear.expect(RecognitionContext(limits=EndpointLimits(silence=0.25)))
    assert (await workers.until(listening.utterance())).text == "yes"


async def test_a_fault_does_not_make_the_ear_deaf(
    workers: Executor, caplog: pytest.LogCaptureFixture
) -> None:
    listening = Listening(workers)
    now = asyncio.get_running_loop().time()
    listening.ear.hear(b"odd", now - 3.0)  # half a sample
    listening.play(padded(say("yes")), now - 1.0)
    assert (await listening.utterance()).text == "yes"
    assert "could not be listened to" in caplog.text
