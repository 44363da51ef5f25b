"""One speaker's sound to utterances: resampling, voice activity, endpointing, recognition."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from speech.audio import HEARD, Format, samples
from speech.endpointing import Endpointer, EndpointEvent, EndpointKind, EndpointLimits
from speech.errors import EngineFailedError
from speech.loudness import LoudnessGate
from speech.phrases import is_complete
from speech.recognition.base import Recognizer, Transcript
from speech.recognition.reconciliation import HARDLY, bound, doubted, reconcile
from speech.resampling import Resampler
from speech.vad import FRAME_BYTES, FRAME_SECONDS, VoiceDetector

PREROLL_FRAMES = 22
"""What was heard up to 0.7 s before speech was noticed belongs to it: onsets come late."""
LATEST_FRAMES = 16
"""What is looked at when somebody may interrupt: half a second."""
AGAIN = 0.1
"""Seconds of speech after which it is looked at again."""
GAP = 0.06
"""Sound missing for longer, in seconds, is silence that was not sent."""
LATE = 0.3
"""The same where no silence was sent before: Discord's clients send 0.1 s of it before they stop,
so that without it packets are on their way still."""
MARK, QUIET = 0.07, 32
"""How long that silence is at least, in seconds, and how loud at most, in 16-bit samples."""
SHORTEST = 0.14
"""Seconds; what is over sooner is hardly a word: people's digits took 0.16 and more."""
TRAIL = 0.1
"""Silence after a recording, in seconds: recognizers want to hear that a word is over."""

IsNoise = Callable[[bytes, float], bool]


@dataclass(frozen=True, slots=True)
class RecognitionContext:
    """What a speaker may say next."""

    phrases: tuple[str, ...] = ()
    """When one that no other continues has been said, a short pause already ends the turn."""
    closed: bool = True
    """Nothing but the phrases is expected: they are heard with a narrow grammar."""
    limits: EndpointLimits = field(default_factory=EndpointLimits)
    meanings: Mapping[str, str] = field(default_factory=dict)
    """Of phrases (normalized): those that mean the same need not be told apart."""
    grave: frozenset[str] = frozenset()
    """Phrases (normalized) that are asked back unless they are the very words that were heard."""
    binding: frozenset[str] = frozenset()
    """Phrases (normalized) that are asked back where other words were heard, and not plainly."""
    sentences: frozenset[str] = frozenset()
    """Phrases (normalized) that are no orders: they are asked about only where they are likely,
    and end no turn early."""
    unfinished: Callable[[str], bool] = lambda text: False
    """Whether more words must follow these, so that a longer silence is waited for."""
    longer: tuple[str, ...] = ()
    """Phrases that may be said, too, but put off the end of none that they continue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizedUtterance(Transcript):
    """What was said and when, on the time axis of the sound."""

    started: float
    ended: float
    decided: float
    """When the end was noticed."""
    unheard: tuple[str, ...] = ()
    """The expected phrases that the engine does not know."""
    cut: bool = False
    """Whether it was too long to be heard to its end."""
    noise: bool = False
    """Whether it was long enough to interrupt, and was nothing that does."""


Heard = EndpointEvent | RecognizedUtterance
"""STARTED and HELD as they happen, and each utterance when it is over."""


class Listener:
    """Listens to one speaker. Computes for milliseconds: use it on a worker thread, one at a time.

    Times are in seconds from any origin, and are those of the sound: where packets carry
    timestamps, take those rather than the times of arrival.
    """

    def __init__(
        self,
        detector: VoiceDetector,
        recognizer: Recognizer,
        source: Format,
        is_noise: IsNoise = lambda pcm, until: False,
    ) -> None:
        """`is_noise` says of the last half second (format HEARD) whether it interrupts nobody."""
        self._resampler = Resampler(source, HEARD)
        self._source = source
        self._voice = detector.stream()
        self._gate = LoudnessGate()
        self._stream = recognizer.stream()
        self._expected = RecognitionContext()
        self._endpointer = Endpointer(self._expected.limits)
        self._preroll: deque[bytes] = deque(maxlen=PREROLL_FRAMES)
        self._is_noise = is_noise
        self._latest: deque[bytes] = deque(maxlen=LATEST_FRAMES)
        self._pending = b""
        self._clock = 0.0
        self._started = 0.0
        self._loud_until = 0.0
        self._noise = False
        self._context = self._expected
        self._unheard: tuple[str, ...] = ()

    def expect(self, expected: RecognitionContext) -> None:
        """Set what comes next: its limits hold at once, its phrases from the next utterance on.

        May be called from any thread.
        """
        self._expected = expected
        self._endpointer.limits = expected.limits

    @property
    def due(self) -> float | None:
        """When `tick` is needed next should no more sound come; None while nobody speaks."""
        due = self._endpointer.due
        return max(due, self._clock + LATE) if due is not None and self._is_loud else due

    def hear(self, pcm: bytes, at: float) -> list[Heard]:
        """Take sound in the source format whose last sample was spoken at `at`."""
        heard = [] if self._is_late(at) else self._wait(at - self._source.seconds(pcm))
        self._clock = max(self._clock, at) if self._endpointer.speaking else at
        if np.abs(samples(pcm).astype(np.int32)).max(initial=0) > QUIET:
            self._loud_until = self._clock
        return heard + self._frames(self._resampler.feed(pcm))

    def tick(self, now: float) -> list[Heard]:
        """Let time pass without sound."""
        if self._is_late(now):
            return []
        return self._wait(now) + self._told(self._endpointer.tick(now), now)

    def finish(self, now: float) -> list[Heard]:
        """The speaker is gone, or the recording over: end what is under way."""
        self._clock += TRAIL
        heard = self._frames(self._resampler.flush() + HEARD.silence(TRAIL))
        if self._endpointer.speaking:
            heard += self._told([self._endpointer.end()], now)
        self._forget()
        return heard

    def _is_late(self, now: float) -> bool:
        """Whether sound that is missing is on its way."""
        return self._is_loud and self._endpointer.speaking and now - self._clock < LATE

    @property
    def _is_loud(self) -> bool:
        """Whether the last sound was no silence."""
        return self._clock - self._loud_until < MARK

    def _wait(self, until: float) -> list[Heard]:
        """What was not sent is silence; between two utterances a long one need not be heard."""
        missing = until - self._clock
        if missing <= GAP:
            return []
        if missing > PREROLL_FRAMES * FRAME_SECONDS and not self._endpointer.speaking:
            self._forget()
            return []
        self._clock = until
        return self._frames(HEARD.silence(min(missing, self._expected.limits.longest)))

    def _frames(self, pcm: bytes) -> list[Heard]:
        pcm = self._pending + pcm
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        self._pending = pcm[whole:]
        heard: list[Heard] = []
        for start in range(0, whole, FRAME_BYTES):
            end = self._clock - HEARD.seconds(pcm[start + FRAME_BYTES :])
            heard += self._frame(pcm[start : start + FRAME_BYTES], end)
        return heard

    def _frame(self, frame: bytes, end: float) -> list[Heard]:
        self._latest.append(frame)
        speaking, paused = self._endpointer.speaking, self._endpointer.paused
        probability = self._voice.probability(frame)
        if not self._gate.passes(frame, probability):
            probability = 0.0
        events = self._endpointer.feed(end, FRAME_SECONDS, probability)
        if not speaking:
            self._preroll.append(frame)
        elif paused and self._endpointer.paused:
            self._stream.wait(frame)
        else:
            self._stream.feed(frame)
        return self._told(events, end)

    def _told(self, events: list[EndpointEvent], now: float) -> list[Heard]:
        heard: list[Heard] = []
        for event in events:
            if event.kind is EndpointKind.STARTED:
                self._begin(event.at)
            if event.kind is EndpointKind.HELD and self._is_noise(b"".join(self._latest), now):
                self._endpointer.look_again(AGAIN)
                self._noise = True
            elif event.kind in (EndpointKind.STARTED, EndpointKind.HELD):
                self._noise = False
                heard.append(event)
            elif event.kind is EndpointKind.ENDED:
                heard.append(self._end(event.at, now))
            elif self._is_complete():
                heard.append(self._end(self._endpointer.end().at, now))
        return heard

    def _is_complete(self) -> bool:
        """At a pause: whether nothing more is to come; if more must, it will be waited for."""
        said = self._stream.partial()
        self._endpointer.patient = self._context.unfinished(said)
        return said not in self._context.sentences and is_complete(said, self._context.phrases)

    def _begin(self, at: float) -> None:
        self._started = at
        self._context = self._expected
        self._unheard = self._stream.start(
            (*self._context.phrases, *self._context.longer), closed=self._context.closed
        )
        self._stream.feed(b"".join(self._preroll))
        self._preroll.clear()

    def _end(self, at: float, now: float) -> RecognizedUtterance:
        context = self._context
        heard = self._recognized()
        transcript = reconcile(
            heard,
            meanings=context.meanings,
            grave=context.grave,
            sentences=context.sentences,
            closed=context.closed,
        )
        transcript = bound(heard, transcript, context.binding)
        if context.meanings and self._is_hardly_speech(at - self._started):
            transcript = doubted(heard, transcript, context.meanings, closed=context.closed)
        return RecognizedUtterance(
            **{each.name: getattr(transcript, each.name) for each in fields(transcript)},
            started=self._started,
            ended=at,
            decided=now,
            unheard=self._unheard,
            noise=self._noise,
            cut=now - self._started >= self._endpointer.limits.longest,
        )

    def _is_hardly_speech(self, seconds: float) -> bool:
        return seconds < SHORTEST or self._endpointer.likelihood < HARDLY

    def _recognized(self) -> Transcript:
        try:
            return self._stream.finish()
        except EngineFailedError as error:
            return Transcript(notes=(error.message,))

    def _forget(self) -> None:
        self._resampler.flush()
        self._preroll.clear()
        self._latest.clear()
        self._pending = b""
        self._voice.reset()
        self._gate.reset()
