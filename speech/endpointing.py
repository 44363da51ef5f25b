"""Speech probabilities to utterances; time is an argument (seconds, any origin).

A channel that sends nothing while a person is quiet calls `tick`; `due` says when that is needed.
"""

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class EndpointLimits:
    """When an utterance begins, pauses and ends; seconds, except for the probabilities."""

    silence: float = 0.7
    """Silence that ends a turn; 1.25 suits dictation, 0.25 a yes, a no or a number."""
    patience: float = 2.5
    """Silence that ends a turn whose words are not all there yet."""
    pause: float = 0.15
    """Silence after which a complete expected phrase already ends the turn."""
    speech: float = 0.09
    """Speech there must be before it counts: a click is none, "no" is."""
    held: float = 0.46
    """Speech that interrupts whoever else is speaking: half a second, of which the detector hears
    the beginning late."""
    longest: float = 60.0
    """An utterance is cut here."""
    gap: float = 0.3
    """Silence that separates two clicks, so that they do not add up to speech."""
    onset: float = 0.5
    """Probability from which a quiet speaker is heard to speak."""
    release: float = 0.35
    """Probability below which a speaking one is heard to be quiet."""
    tail: float = 0.032
    """How long the detector takes speech to go on after its end; subtracted from its times."""


class EndpointKind(Enum):
    STARTED = auto()
    """Speech began, at `at`; what was heard half a second before belongs to it."""
    HELD = auto()
    """The speaker has spoken for `EndpointLimits.held`."""
    PAUSED = auto()
    """The speaker has been quiet for `EndpointLimits.pause`, or as long again, and may be done."""
    ENDED = auto()
    """The utterance is over; the speech ended at `at`."""


@dataclass(frozen=True, slots=True)
class EndpointEvent:
    kind: EndpointKind
    at: float


class Endpointer:
    """Cuts one speaker's sound into utterances; `limits` may be changed at any time."""

    def __init__(self, limits: EndpointLimits) -> None:
        self.limits = limits
        self.patient = False
        """Whether more must follow what was said, which is then waited for."""
        self._speaking = self._held = False
        self._pauses = 0  # told of since the last speech
        self._voiced = 0.0  # speech so far, without the silences in it
        self._onset = 0.0
        self._held_from = 0.0
        self._voiced_until = 0.0
        self._chances = self._counted = 0.0

    @property
    def speaking(self) -> bool:
        """Whether an utterance is under way, its silences included."""
        return self._speaking

    @property
    def paused(self) -> bool:
        """Whether the speaker has been quiet for `EndpointLimits.pause`."""
        return self._pauses > 0

    @property
    def likelihood(self) -> float:
        """How likely the utterance, or the last one, is speech: the mean over what counts as it."""
        return self._chances / self._counted if self._counted else 0.0

    @property
    def due(self) -> float | None:
        """When `tick` is next needed should no more frames come; None while nobody speaks."""
        if not self._speaking:
            return None
        silence = min(self._next_pause, self._enough)
        return min(self._voiced_until + silence, self._onset + self.limits.longest)

    def feed(self, end: float, seconds: float, probability: float) -> list[EndpointEvent]:
        """Take one frame, its end on the time axis, its length and its speech probability."""
        limits = self.limits
        if probability >= (limits.release if self._speaking else limits.onset):
            self._voice(end, seconds, probability)
        return self.tick(end)

    def tick(self, now: float) -> list[EndpointEvent]:
        """What has happened by `now`, with or without frames."""
        if not self._speaking and self._voiced < self.limits.speech:
            return []
        events = self._begin()
        silence = now - self._voiced_until
        spoken = self._voiced_until + self.limits.tail - self._held_from  # it may go on still
        if not self._held and spoken >= self.limits.held:
            self._held = True
            events.append(EndpointEvent(EndpointKind.HELD, self._voiced_until))
        if silence >= self._enough or now - self._onset >= self.limits.longest:
            events.append(self.end())
        elif silence >= self._next_pause:
            self._pauses = int(silence / self.limits.pause)
            events.append(EndpointEvent(EndpointKind.PAUSED, self._voiced_until))
        return events

    def look_again(self, seconds: float) -> None:
        """What was told of as HELD interrupts nobody yet; tell of it again after so much more."""
        self._held = False
        self._held_from = self._voiced_until - self.limits.held + seconds

    def end(self) -> EndpointEvent:
        """End the utterance now: it was understood early, or the speaker is gone."""
        self._speaking = self._held = self.patient = False
        self._voiced = 0.0
        return EndpointEvent(EndpointKind.ENDED, self._voiced_until)

    @property
    def _enough(self) -> float:
        """The silence that ends this turn."""
        silence, patience = self.limits.silence, self.limits.patience
        return max(silence, patience) if self.patient else silence

    @property
    def _next_pause(self) -> float:
        return (self._pauses + 1) * self.limits.pause

    def _voice(self, end: float, seconds: float, probability: float) -> None:
        if self._voiced == 0 or (not self._speaking and end - self._voiced_until > self.limits.gap):
            self._voiced, self._onset = 0.0, end - seconds
            self._held_from = self._onset
            self._chances = self._counted = 0.0
        self._chances += seconds * probability
        self._counted += seconds
        self._voiced += seconds
        self._voiced_until = end - self.limits.tail
        self._pauses = 0

    def _begin(self) -> list[EndpointEvent]:
        if self._speaking:
            return []
        self._speaking = True
        return [EndpointEvent(EndpointKind.STARTED, self._onset)]
