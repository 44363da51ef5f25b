"""Who speaks while the agent does: it falls silent for words, and goes on where none were meant."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from agent.app import App, opened
from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.room import Line
from agent.channels.spoken.speech_stack import voice_settings
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand
from agent.runtime.channel import Delivery
from speech.endpointing import EndpointEvent, EndpointKind
from speech.listening import Listener, RecognitionContext, RecognizedUtterance
from tests.agent.conftest import settings_for

ANN = SessionKey("ann", "console")


class Ear(Listener):
    """Is told what to expect, and no more."""

    def __init__(self) -> None:
        """Nothing is heard by it."""

    def expect(self, expected: RecognitionContext) -> None:
        """It is not looked at."""


class Bridge:
    """A room whose mouth is watched: what it says, and what became of it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.saying: list[Callable[[], None]] = []
        self.said: list[str] = []
        self.held: list[bool] = []
        self.lines: list[Line] = []

    @property
    def open(self) -> bool:
        return True

    def clock(self) -> float:
        return self.now

    async def say(self, key: SessionKey, words: str, said: Callable[[], None]) -> float:
        self.said.append(words)
        self.saying.append(said)
        return self.now

    def interrupt(self, key: SessionKey) -> bool:
        return bool(self.saying)

    def go_on(self, key: SessionKey, *, rest: bool) -> None:
        self.held.append(rest)

    def stop_speaking(self) -> None:
        self.said.append("(silence)")

    async def write(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        """There is no paper."""

    async def handle_command(self, key: SessionKey, command: HandleCommand) -> bool:
        return False

    def move_to_text(self, key: SessionKey) -> None:
        """There is no paper."""

    def may_teach(self, key: SessionKey) -> bool:
        return True

    def note(self, line: Line) -> None:
        self.lines.append(line)


class Talk:
    """Ann in that room, in the middle of being asked something."""

    def __init__(self, app: App, room: Bridge, conversation: Conversation) -> None:
        self.app, self.room, self.conversation = app, room, conversation

    async def hears(self, words: str, *, seconds: float = 0.3, confidence: float = 0.95) -> None:
        """She says something of that length."""
        started, held = self.room.now, seconds >= 0.5
        self.conversation.hear(EndpointEvent(EndpointKind.STARTED, started))
        if held:
            self.conversation.hear(EndpointEvent(EndpointKind.HELD, started + 0.5))
        self.room.now += seconds
        self.conversation.hear(
            RecognizedUtterance(
                words, confidence, started=started, ended=self.room.now, decided=self.room.now
            )
        )
        await self.app.runner.settled(ANN)

    @property
    def taken(self) -> list[str]:
        return [line.text for line in self.room.lines if not line.agent and line.taken]


@pytest.fixture
async def talk(home: Path) -> AsyncIterator[Talk]:
    settings, room = settings_for(home), Bridge()
    async with opened(settings) as app:
        conversation = Conversation(ANN, app.runner, room, Ear(), voice_settings(settings))
        talk = Talk(app, room, conversation)
        await talk.hears("hey robin feedback", seconds=1.0)
        assert room.said == ["One to five?"]
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
    assert "Any comment?" in talk.room.said[-1]


async def test_stop_silences_at_once(talk: Talk) -> None:
    await talk.hears("stop", seconds=0.3)
    assert talk.room.said[-1] == "(silence)"


async def test_after_the_prompt_a_sound_is_an_answer_that_was_not_understood(talk: Talk) -> None:
    talk.room.saying[0]()
    talk.room.now += 1.0
    await talk.hears("hmm", seconds=0.4)
    assert talk.taken[1:] == ["hmm"]
