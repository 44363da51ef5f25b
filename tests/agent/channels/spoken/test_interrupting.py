"""Who speaks while the agent does: it falls silent for words, and goes on where none were meant."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.agent.channels.spoken.bridge import Bridge, Speaker, crew


class Talk:
    """Ann in a room, in the middle of being asked something."""

    def __init__(self, room: Bridge, ann: Speaker) -> None:
        self.room, self._ann = room, ann
        self.hears = ann.says

    @property
    def taken(self) -> list[str]:
        return self._ann.taken


@pytest.fixture
async def talk(home: Path) -> AsyncIterator[Talk]:
    async with crew(home) as here:
        talk = Talk(here.room, here.joins("Ann"))
        await talk.hears("hey robin feedback", seconds=1.0)
        assert here.room.said == ["One to five?"]
        yield talk


@pytest.mark.parametrize("words", ["four", "it is four stars", "hey robin cancel"])
async def test_words_of_half_a_second_break_the_prompt_off(talk: Talk, words: str) -> None:
    await talk.hears(words, seconds=0.8)
    assert talk.taken[1:] == [words]
    assert talk.room.held == [False]


@pytest.mark.parametrize("words", ["mhm", "uh huh", "hmm", "oh", "ah", "okay"])
async def test_where_nothing_was_meant_the_prompt_goes_on(talk: Talk, words: str) -> None:
    await talk.hears(words, seconds=0.6)
    assert talk.taken[1:] == []
    assert talk.room.held == [True]


@pytest.mark.parametrize("words", ["", "mhm", "uh huh", "hm", "oh", "right", "i see", "okay"])
async def test_a_short_sound_does_not_stop_it(talk: Talk, words: str) -> None:
    await talk.hears(words, seconds=0.19)
    assert talk.taken[1:] == []
    assert talk.room.held == []
    assert talk.room.said == ["One to five?"]


async def test_what_is_long_and_not_understood_is_asked_for_again(talk: Talk) -> None:
    await talk.hears("", seconds=0.8, confidence=0.0)
    assert talk.room.held == [False]
    assert talk.room.said[-1].startswith("Sorry")


async def test_a_short_answer_counts_though_the_prompt_is_not_over(talk: Talk) -> None:
    await talk.hears("four", seconds=0.3)
    assert talk.taken[1:] == ["four"]
    assert talk.room.held == [False]
    assert "Any comment?" in talk.room.said[-1]


async def test_stop_silences_at_once(talk: Talk) -> None:
    await talk.hears("stop", seconds=0.3)
    assert talk.room.said[-1] == "(silence)"


async def test_after_the_prompt_a_sound_is_an_answer_that_was_not_understood(talk: Talk) -> None:
    talk.room.falls_silent()
    talk.room.now += 1.0
    await talk.hears("hmm", seconds=0.4)
    assert talk.taken[1:] == [""]


@pytest.mark.parametrize(("words", "seconds"), [("a", 0.2), ("what", 0.4), ("the her", 0.45)])
async def test_a_cough_that_is_read_as_a_word_is_none(
    talk: Talk, words: str, seconds: float
) -> None:
    await talk.hears(words, seconds=seconds)
    assert talk.taken[1:] == []
    assert talk.room.said == ["One to five?"]


async def test_a_hum_of_some_length_lets_the_prompt_go_on(talk: Talk) -> None:
    await talk.hears("", seconds=0.6, confidence=0.0)
    assert talk.room.held == [True]


@pytest.mark.parametrize("words", ["um", "uh", "er", "hmm", "mm", "uh um"])
async def test_of_an_um_nothing_is_made(home: Path, words: str) -> None:
    async with crew(home) as here:
        talk = Talk(here.room, here.joins("Ann"))
        await talk.hears("hey robin train", seconds=1.0)
        talk.room.falls_silent()
        talk.room.now += 1.0
        await talk.hears(words, seconds=0.8)
        assert talk.taken[1:] == [""]
        assert words not in talk.room.said[-1].split()
