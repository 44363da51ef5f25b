"""Endpointing on a time axis of our own: no sound, no clock, no sleep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.endpointing import Endpointer, EndpointEvent, EndpointKind, EndpointLimits

FRAME = 0.032


class Script:
    """A speaker: spans of speech and silence become frames, at exact times."""

    def __init__(self, limits: EndpointLimits | None = None) -> None:
        self.endpointer = Endpointer(limits or EndpointLimits(tail=0.0))
        self.now = 0.0
        self.events: list[tuple[EndpointEvent, float]] = []

    def frames(self, seconds: float, probability: float) -> "Script":
        for _ in range(round(seconds / FRAME)):
            self.now += FRAME
            self._note(self.endpointer.feed(self.now, FRAME, probability))
        return self

    def speech(self, seconds: float) -> "Script":
        return self.frames(seconds, 0.9)

    def silence(self, seconds: float) -> "Script":
        return self.frames(seconds, 0.01)

    def nothing(self, seconds: float) -> "Script":
        """No packets at all: only the clock, asked when it said it would be needed."""
        until = self.now + seconds
        while (due := self.endpointer.due) is not None and due <= until:
            self.now = max(self.now, due) + 1e-9
            self._note(self.endpointer.tick(self.now))
        self.now = until
        return self

    def _note(self, events: list[EndpointEvent]) -> None:
        self.events += [(event, self.now) for event in events]

    def times(self, kind: EndpointKind) -> list[float]:
        """When events of a kind were told."""
        return [told for event, told in self.events if event.kind is kind]

    def kinds(self) -> list[EndpointKind]:
        return [event.kind for event, _ in self.events]


@pytest.mark.parametrize("spoken", [0.13, 0.26, 1.0, 4.0])
@pytest.mark.parametrize("limit", [0.25, 0.7, 1.25])
def test_an_utterance_ends_when_its_silence_has_passed(spoken: float, limit: float) -> None:
    script = Script(EndpointLimits(silence=limit, tail=0.0)).silence(1.0)
    began = script.now
    script.speech(spoken)
    quiet = script.now
    script.silence(2.0)
    (ended,) = script.times(EndpointKind.ENDED)
    assert quiet + limit <= ended <= quiet + limit + FRAME + 1e-6
    first, last = script.events[0][0], script.events[-1][0]
    assert first.kind is EndpointKind.STARTED
    assert first.at == pytest.approx(began)
    assert last.kind is EndpointKind.ENDED
    assert last.at == pytest.approx(quiet)


@pytest.mark.parametrize("spoken", [0.13, 1.0])
def test_the_clock_ends_it_when_packets_stop(spoken: float) -> None:
    script = Script().speech(spoken)
    quiet = script.now
    script.nothing(3.0)
    pauses = [quiet + 0.15, quiet + 0.3, quiet + 0.45, quiet + 0.6]
    assert script.times(EndpointKind.PAUSED) == pytest.approx(pauses, abs=1e-6)
    assert script.times(EndpointKind.ENDED) == [pytest.approx(quiet + 0.7, abs=1e-6)]
    assert script.endpointer.due is None


def test_a_pause_in_a_sentence_does_not_end_it() -> None:
    script = Script().speech(0.5).silence(0.5).speech(0.5).nothing(0.5).speech(0.5).silence(1.0)
    assert script.kinds().count(EndpointKind.PAUSED) == 3 + 3 + 4
    assert script.kinds().count(EndpointKind.ENDED) == 1


def test_clicks_are_not_speech_and_do_not_add_up() -> None:
    script = Script()
    for _ in range(20):
        script.speech(2 * FRAME).silence(0.5)
    assert script.events == []


def test_two_syllables_close_together_add_up() -> None:
    script = Script().speech(2 * FRAME).silence(3 * FRAME).speech(2 * FRAME)
    assert script.kinds() == [EndpointKind.STARTED]


def test_a_long_utterance_is_cut_and_goes_on() -> None:
    script = Script(EndpointLimits(longest=15.0, tail=0.0)).speech(20.0).silence(1.0)
    assert [round(told) for told in script.times(EndpointKind.ENDED)] == [15, 21]
    assert len(script.times(EndpointKind.STARTED)) == 2


def test_the_cap_holds_without_packets_too() -> None:
    script = Script(EndpointLimits(silence=60.0, longest=15.0)).speech(1.0).nothing(30.0)
    assert script.times(EndpointKind.ENDED) == [pytest.approx(15.0, abs=1e-6)]


def test_fifty_seconds_are_one_utterance() -> None:
    script = Script().speech(50.0).silence(1.0)
    assert len(script.times(EndpointKind.ENDED)) == 1


@pytest.mark.parametrize("packets", [True, False])
def test_what_is_not_complete_is_waited_for_until_patience_ends(packets: bool) -> None:
    script = Script(EndpointLimits(silence=0.7, patience=2.5, tail=0.0)).speech(1.0)
    script.endpointer.patient = True
    quiet = script.now
    script = script.silence(3.0) if packets else script.nothing(3.0)
    assert script.times(EndpointKind.ENDED) == [pytest.approx(quiet + 2.5, abs=FRAME)]
    assert not script.endpointer.patient


def test_speech_that_lasts_is_told_once_for_barging_in() -> None:
    script = Script().speech(0.4).silence(1.0)
    assert EndpointKind.HELD not in script.kinds()
    script.speech(2.0)
    assert script.kinds().count(EndpointKind.HELD) == 1
    assert script.times(EndpointKind.HELD)[0] - script.times(EndpointKind.STARTED)[1] <= 0.5


def test_limits_may_change_in_the_middle_of_an_utterance() -> None:
    script = Script(EndpointLimits(silence=5.0)).speech(1.0).silence(0.3)
    script.endpointer.limits = EndpointLimits(silence=0.25)
    assert script.silence(FRAME).kinds()[-1] is EndpointKind.ENDED


def test_a_silence_shorter_than_the_pause_ends_without_one() -> None:
    script = Script(EndpointLimits(silence=0.1)).speech(0.5).silence(0.5)
    assert EndpointKind.PAUSED not in script.kinds()
    assert script.kinds()[-1] is EndpointKind.ENDED


def test_ending_early_leaves_nothing_behind() -> None:
    script = Script().speech(0.3).silence(0.16)
    assert script.kinds()[-1] is EndpointKind.PAUSED
    assert script.endpointer.end().kind is EndpointKind.ENDED
    assert script.silence(2.0).nothing(2.0).kinds()[-1] is EndpointKind.PAUSED
    assert not script.endpointer.speaking


def test_a_quiet_voice_goes_on_where_it_would_not_begin() -> None:
    assert Script().frames(1.0, 0.4).kinds() == []
    script = Script().speech(0.3).frames(2.0, 0.4)
    assert EndpointKind.ENDED not in script.kinds()


probabilities = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.6, 1.0]), st.floats(0.0, 2.0)), max_size=200
)


@given(probabilities)
def test_whatever_is_heard_starts_and_ends_alternate(frames: list[tuple[float, float]]) -> None:
    script = Script(EndpointLimits())
    for probability, gap in frames:
        script.frames(FRAME, probability)
        script.nothing(gap)
    script.nothing(100.0)
    edges = [
        event
        for event, _ in script.events
        if event.kind in (EndpointKind.STARTED, EndpointKind.ENDED)
    ]
    assert [edge.kind for edge in edges] == [EndpointKind.STARTED, EndpointKind.ENDED] * (
        len(edges) // 2
    )
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert start.at <= end.at <= start.at + 60.0 + 2 * FRAME


def test_how_likely_an_utterance_is_speech_is_the_mean_of_what_counts_as_it() -> None:
    script = Script().silence(1.0).frames(0.32, 0.9).silence(0.2).frames(0.32, 0.4).silence(1.0)
    assert script.times(EndpointKind.ENDED)
    assert script.endpointer.likelihood == pytest.approx(0.65)
    assert script.frames(0.32, 0.6).endpointer.likelihood == pytest.approx(0.6)
