"""What is said in which order, without a clock or a thread."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.channels.discord.playlist import (
    FRAME_BYTES,
    REPEATED,
    TRAILING_SILENCE,
    Playlist,
    Utterance,
)

HUSH = [b""] * TRAILING_SILENCE


def frame(number: int) -> bytes:
    """A frame that can be told from others."""
    return number.to_bytes(4, "big") * (FRAME_BYTES // 4)


class Desk:
    """A playlist, what was said, and what became of each utterance."""

    def __init__(self) -> None:
        self.playlist = Playlist()
        self.said: list[bytes] = []
        self.results: list[bool] = []

    def add(self, *numbers: int, finish: bool = True) -> Utterance:
        """Queue an utterance of these frames."""
        utterance = Utterance(self.results.append)
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


@settings(deadline=None)
@given(st.lists(st.binary(max_size=3 * FRAME_BYTES), max_size=5))
def test_pieces_of_any_size_become_whole_frames(pieces: list[bytes]) -> None:
    desk, utterance = Desk(), Utterance(lambda whole: None)
    desk.playlist.add(utterance)
    for piece in pieces:
        utterance.feed(piece)
    utterance.finish()
    said = desk.play()
    sound = b"".join(pieces)
    assert said[-TRAILING_SILENCE:] == HUSH
    assert b"".join(said).ljust(len(sound), b"\0")[: len(sound)] == sound
    assert {len(each) for each in said} <= {0, FRAME_BYTES}


def test_utterances_are_said_in_order_and_an_unfinished_one_is_waited_for() -> None:
    desk = Desk()
    first = desk.add(1, finish=False)
    desk.add(2)
    assert desk.play() == [frame(1)]
    first.finish()
    assert desk.play() == [*HUSH, frame(2), *HUSH]
    assert desk.results == [True, True]


def test_stopping_breaks_off_into_silence() -> None:
    desk = Desk()
    desk.add(1, 2, 3)
    desk.add(4)
    desk.play(1)
    desk.playlist.clear()
    assert desk.play() == HUSH
    assert desk.results == [False, False]


def test_after_a_lost_connection_the_last_frames_are_said_again() -> None:
    desk = Desk()
    desk.add(*range(1, 31))
    desk.play(20)
    desk.playlist.repeat()
    assert desk.play(REPEATED) == [frame(number) for number in range(21 - REPEATED, 21)]
    assert desk.play() == [*map(frame, range(21, 31)), *HUSH]


def test_what_was_said_long_ago_is_not_said_again() -> None:
    desk = Desk()
    desk.add(1)
    desk.play()
    desk.add(2)
    desk.playlist.repeat()
    assert desk.play() == [frame(2), *HUSH]


def test_a_frame_that_could_not_be_sent_stays_the_next() -> None:
    desk = Desk()
    desk.add(1)

    def refuse(pcm: bytes) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        desk.playlist.say_next(refuse)
    assert desk.play(1) == [frame(1)]


def test_removing_one_that_is_not_there_does_nothing() -> None:
    desk = Desk()
    utterance = desk.add(1)
    desk.play()
    desk.playlist.remove(utterance)
    assert desk.results == [True]
