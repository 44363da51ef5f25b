"""A room whose mouth is watched, and people in it who are heard without a sound."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from agent.app import App
from agent.channels.spoken.company import Company
from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.room import Line
from agent.channels.spoken.speech_stack import voice_settings
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand
from agent.opening import opened
from agent.runtime.channel import Delivery
from speech.endpointing import EndpointEvent, EndpointKind
from speech.listening import RecognitionContext, RecognizedUtterance
from tests.agent.conftest import settings_for


class Ear:
    """Is told what to expect, and no more."""

    def expect(self, expected: RecognitionContext) -> None:
        """It is not looked at."""


class Bridge:
    """A room whose mouth is watched: what it says to whom, and what became of it."""

    def __init__(self, app: App, settings: VoiceSettings) -> None:
        self.people: dict[SessionKey, str] = {}
        self.company = Company(app.runner, lambda: self.people, settings)
        self.now = 0.0
        self.saying: list[tuple[SessionKey, Callable[[], None]]] = []
        self.said: list[str] = []
        self.said_to: list[tuple[str, str]] = []
        self.written: list[Delivery] = []
        self.held: list[bool] = []
        self.lines: list[Line] = []

    @property
    def open(self) -> bool:
        return True

    def clock(self) -> float:
        return self.now

    async def say(self, key: SessionKey, words: str, said: Callable[[], None]) -> float:
        self.said.append(words)
        self.said_to.append((key.user, words))
        self.saying.append((key, said))
        return self.now

    def interrupt(self, key: SessionKey) -> bool:
        return any(who == key for who, _ in self.saying)

    def go_on(self, key: SessionKey, *, rest: bool) -> None:
        if self.interrupt(key):
            self.held.append(rest)

    def stop_speaking(self, key: SessionKey) -> None:
        self.said.append("(silence)")

    async def write(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        self.written += deliveries

    async def handle_command(self, key: SessionKey, command: HandleCommand) -> bool:
        return False

    def move_to_text(self, key: SessionKey) -> None:
        """There is no paper."""

    def may_teach(self, key: SessionKey) -> bool:
        return True

    def note(self, line: Line) -> None:
        self.lines.append(line)

    def falls_silent(self) -> None:
        """All that was to be said is said."""
        saying, self.saying = self.saying, []
        for _, said in saying:
            said()


class Speaker:
    """One person in that room."""

    def __init__(self, app: App, room: Bridge, name: str, settings: VoiceSettings) -> None:
        self.key = SessionKey(name.lower(), "console")
        self._app, self._room = app, room
        room.people[self.key] = name
        self.conversation = Conversation(self.key, app.runner, room, Ear(), settings)

    async def says(
        self, words: str, *, seconds: float = 0.3, confidence: float = 0.95
    ) -> list[str]:
        """They say something of that length; what they are answered."""
        room, started, before = self._room, self._room.now, len(self._room.said_to)
        self.conversation.hear(EndpointEvent(EndpointKind.STARTED, started))
        if seconds >= 0.5:
            self.conversation.hear(EndpointEvent(EndpointKind.HELD, started + 0.5))
        room.now += seconds
        self.conversation.hear(
            RecognizedUtterance(
                words, confidence, started=started, ended=room.now, decided=room.now
            )
        )
        await self._app.runner.settled(self.key)
        return [said for who, said in room.said_to[before:] if who == self.key.user]

    async def asks(self, words: str) -> list[str]:
        """The same a second after the agent is silent."""
        self._room.falls_silent()
        self._room.now += 1.0
        return await self.says(words, seconds=1.0)

    @property
    def taken(self) -> list[str]:
        mine = (line for line in self._room.lines if line.key == self.key)
        return [line.text for line in mine if not line.agent and line.taken]

    @property
    def state(self) -> str:
        return self._app.runner.standing.state(self.key)


class Crew:
    """The agent in that room, and those who are with it."""

    def __init__(self, app: App, settings: VoiceSettings) -> None:
        self.app, self.room, self._settings = app, Bridge(app, settings), settings

    def joins(self, name: str) -> Speaker:
        return Speaker(self.app, self.room, name, self._settings)


@asynccontextmanager
async def crew(home: Path, **values: Any) -> AsyncIterator[Crew]:
    """An agent in such a room, alone at first."""
    settings = settings_for(home, **values)
    async with opened(settings) as app:
        yield Crew(app, voice_settings(settings))
