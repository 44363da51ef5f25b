"""What is said in which order, without a clock or a thread."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.channels.discord.call.playlist import (
    FRAME_BYTES,
    REPEATED,
    TRAILING_SILENCE,
    Playlist,
    QueuedSpeech,
)

HUSH = [b""] * TRAILING_SILENCE


def frame(number: int) -> bytes:
    """A frame that can be told from others."""
    return number.to_bytes(4, "big") * (FRAME_BYTES // 4)


class Dispatcher:
    """A playlist, what was said, and what became of each utterance."""

    def __init__(self) -> None:
        self.playlist = Playlist()
        self.said: list[bytes] = []
        self.results: list[bool] = []

    def add(self, *numbers: int, finish: bool = True, to: object = None) -> QueuedSpeech:
        """Queue an utterance of these frames."""
        utterance = QueuedSpeech(self.results.append, to)
        self.playlist.add(utterance)
        utterance.feed(b"".join(map(frame, numbers)))
        if finish:
            utterance.finish()
        return utterance

    def play(self, count: int = 1_000) -> list[bytes]:
        """Say up to so many frames; returns them."""
        before = len(self.said)
        while count and self.playlist.waiting:
            self.playlist.say_next(self.said.append)
            count -= 1
        return self.said[before:]


@given(st.lists(st.binary(max_size=3 * FRAME_BYTES), max_size=5))
def test_pieces_of_any_size_become_whole_frames(pieces: list[bytes]) -> None:
    dispatcher, utterance = Dispatcher(), QueuedSpeech(lambda whole: None)
    dispatcher.playlist.add(utterance)
    for piece in pieces:
        utterance.feed(piece)
    utterance.finish()
    said = dispatcher.play()
    sound = b"".join(pieces)
    assert said[-TRAILING_SILENCE:] == HUSH
    assert b"".join(said).ljust(len(sound), b"\0")[: len(sound)] == sound
    assert {len(each) for each in said} <= {0, FRAME_BYTES}


def test_utterances_are_said_in_order_and_an_unfinished_one_is_waited_for() -> None:
    dispatcher = Dispatcher()
    first = dispatcher.add(1, finish=False)
    dispatcher.add(2)
    assert dispatcher.play() == [frame(1)]
    first.finish()
    assert dispatcher.play() == [*HUSH, frame(2), *HUSH]
    assert dispatcher.results == [True, True]


def test_stopping_breaks_off_into_silence() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(1, 2, 3)
    dispatcher.add(4)
    dispatcher.play(1)
    dispatcher.playlist.clear()
    assert dispatcher.play() == HUSH
    assert dispatcher.results == [False, False]


def test_what_is_held_goes_on_a_moment_before_it_stopped() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(*range(1, 31), to="ann")
    dispatcher.play(20)
    assert not dispatcher.playlist.hold("bob")
    assert dispatcher.playlist.hold("ann")
    assert dispatcher.play() == HUSH
    dispatcher.playlist.go_on("ann", rest=True)
    assert dispatcher.play() == [*map(frame, range(21 - REPEATED, 31)), *HUSH]
    assert dispatcher.results == [True]


def test_while_one_is_listened_to_another_is_spoken_to() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(*range(1, 31), to="ann")
    dispatcher.add(50, to="bob")
    dispatcher.play(20)
    dispatcher.playlist.hold("ann")
    dispatcher.add(60, to="ann")
    assert dispatcher.play() == [*HUSH, frame(50), *HUSH]
    dispatcher.playlist.go_on("ann", rest=True)
    assert dispatcher.play() == [*map(frame, range(11, 31)), *HUSH, frame(60), *HUSH]


def test_who_was_spoken_to_longest_ago_comes_next() -> None:
    dispatcher = Dispatcher()
    for number in (1, 2, 3):
        dispatcher.add(number, to="ann")
    dispatcher.add(4, to="bob")
    dispatcher.add(5, to="eve")
    assert [each for each in dispatcher.play() if each] == [*map(frame, (1, 4, 5, 2, 3))]


def test_whose_sound_is_not_there_yet_lets_others_go_first() -> None:
    dispatcher = Dispatcher()
    late = dispatcher.add(to="ann", finish=False)
    dispatcher.add(2, to="ann")
    dispatcher.add(3, to="bob")
    assert dispatcher.play() == [frame(3), *HUSH]
    late.feed(frame(1))
    late.finish()
    assert dispatcher.play() == [frame(1), *HUSH, frame(2), *HUSH]


def test_who_says_stop_silences_it_at_once_and_takes_no_answer_from_others() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(*range(1, 31), to="ann")
    dispatcher.add(50, to="bob")
    dispatcher.add(60, to="eve")
    dispatcher.play(20)
    dispatcher.playlist.stop("bob")
    assert dispatcher.play() == [*HUSH, frame(60), *HUSH]
    assert dispatcher.results == [False, False, True]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 9)), max_size=30))
def test_nobody_waits_for_two_turns_of_another(asked: list[tuple[str, int]]) -> None:
    dispatcher, order = Dispatcher(), list[str]()
    for who, frames in asked:
        speech = QueuedSpeech(lambda whole, who=who: order.append(who), who)  # type: ignore[misc]
        dispatcher.playlist.add(speech)
        speech.feed(b"".join(map(frame, range(frames))))
        speech.finish()
    dispatcher.play()
    assert sorted(order) == sorted(who for who, _ in asked)
    for who in "abcde":
        waiting = order[: max((at for at, each in enumerate(order) if each == who), default=0)]
        for first, second in pairwise(waiting):
            assert first != second or first == who


def test_what_is_held_may_be_given_up() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(*range(1, 31), to="ann")
    dispatcher.add(50, to="bob")
    dispatcher.play(20)
    dispatcher.playlist.hold("ann")
    dispatcher.play(2)
    dispatcher.playlist.go_on("ann", rest=False)
    assert dispatcher.play() == [*HUSH[2:], frame(50), *HUSH]
    assert dispatcher.results == [False, True]


def test_who_needs_no_more_is_told_nothing_of_what_waits_either() -> None:
    dispatcher = Dispatcher()
    for number in range(1, 4):
        dispatcher.add(number, to="ann")
    dispatcher.add(50, to="bob")
    dispatcher.play(1)
    dispatcher.playlist.go_on("ann", rest=False)
    assert dispatcher.play() == [*HUSH, frame(50), *HUSH]
    assert dispatcher.results == [False, False, False, True]


def test_what_was_not_begun_is_held_without_a_sound() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(1, to="ann")
    assert dispatcher.playlist.hold("ann")
    assert dispatcher.play() == []
    dispatcher.playlist.clear()
    dispatcher.add(2)
    assert dispatcher.play() == [frame(2), *HUSH]


def test_after_a_lost_connection_the_last_frames_are_said_again() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(*range(1, 31))
    dispatcher.play(20)
    dispatcher.playlist.repeat()
    assert dispatcher.play(REPEATED) == [frame(number) for number in range(21 - REPEATED, 21)]
    assert dispatcher.play() == [*map(frame, range(21, 31)), *HUSH]


def test_what_was_said_long_ago_is_not_said_again() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(1)
    dispatcher.play()
    dispatcher.add(2)
    dispatcher.playlist.repeat()
    assert dispatcher.play() == [frame(2), *HUSH]


def test_a_frame_that_could_not_be_sent_stays_the_next() -> None:
    dispatcher = Dispatcher()
    dispatcher.add(1)

    def refuse(pcm: bytes) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        dispatcher.playlist.say_next(refuse)
    assert dispatcher.play(1) == [frame(1)]


def test_removing_one_that_is_not_there_does_nothing() -> None:
    dispatcher = Dispatcher()
    utterance = dispatcher.add(1)
    dispatcher.play()
    dispatcher.playlist.remove(utterance)
    assert dispatcher.results == [True]
