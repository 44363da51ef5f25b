"""Two hours of five people on a fast clock: they come and go, calls drop, the agent restarts."""

import gc
import random
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from agent.app import App
from agent.channels.rehearsing.ears import SoundlessEar
from agent.channels.rehearsing.party import soundless
from agent.channels.rehearsing.scene import STEP, Manner, Scene
from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.speech_stack import voice_settings
from agent.cli.prepare import prepare
from agent.dialog.session import SessionKey
from agent.opening import opened
from agent.runtime.recorded_time import RecordedTime
from agent.settings import Settings
from bench.trust import memory_mb

HOURS = 2.0
RESTARTS, PARTS = 4, 10
"""Runs of the agent, and how often somebody comes or goes in each; then memory counts."""
NAMES = ("Ann", "Bob", "Eve", "Joe", "Mia")
NEXT = {
    "idle": ("hey robin feedback", "hey robin train", "did you see the rain", "hey robin status"),
    "giving_feedback": ("four", "bob what do you think", "mhm", "stop"),
    "giving_feedback.comment": ("no", "it was fine"),
    "awaiting_data": ("when I say good morning you answer hello", "hey robin cancel", "okay"),
    "awaiting_data.confirming": ("yes", "no", "hey robin cancel"),
}


@dataclass
class Soaked:
    """What became of it."""

    lost: int = 0
    """Dialogs that were elsewhere after a drop or a restart."""
    turns: int = 0
    grown_mb: list[float] = field(default_factory=list)
    """By how much the memory grew in each run; the first one still loads things."""


class Room:
    """One run of the agent, with who is there."""

    def __init__(self, app: App, settings: Settings, clock: RecordedTime, soaked: Soaked) -> None:
        self._app, self._clock, self._soaked = app, clock, soaked
        self._manner = Manner(voice_settings(settings), soundless)
        self.names: dict[SessionKey, str] = {}
        self._ears: dict[SessionKey, SoundlessEar] = {}
        self._talks: dict[SessionKey, Conversation] = {}
        self._free: dict[SessionKey, float] = {}
        self._scene = self._made()

    def joins(self, key: SessionKey, name: str) -> None:
        self.names[key] = name
        self._listen(key)

    def leaves(self, key: SessionKey) -> None:
        for each in (self.names, self._ears, self._talks, self._free):
            each.pop(key, None)

    def drops(self) -> None:
        """The call is lost and made anew: other ears, other conversations."""
        before = {key: self._app.runner.standing.state(key) for key in self.names}
        self._scene = self._made()
        for key in self.names:
            self._listen(key)
        self.compare(before)

    def compare(self, before: dict[SessionKey, str]) -> None:
        now = {key: self._app.runner.standing.state(key) for key in before}
        self._soaked.lost += sum(now[key] != state for key, state in before.items())

    async def plays(self, seconds: float, chance: random.Random) -> None:
        until = self._clock.seconds + seconds
        while self._clock.seconds < until:
            await self._step(chance)

    async def _step(self, chance: random.Random) -> None:
        now = self._clock.seconds + STEP
        while self._clock.due <= now:
            self._clock.next()
            await self._settled()
        self._clock.seconds = now
        self._scene.play()
        for key, ear in list(self._ears.items()):
            if now >= self._free.get(key, 0.0):
                state = self._app.runner.standing.state(key)
                words = chance.choice(NEXT.get(state, ("hey robin cancel",)))
                over = ear.begin((words,), now)
                self._free[key] = over + chance.uniform(2.0, 25.0)
            for heard in ear.step(now):
                self._talks[key].hear(heard)
                await self._settled()

    async def _settled(self) -> None:
        for key in self.names:
            await self._app.runner.settled(key)

    def _made(self) -> Scene:
        def note(line: object) -> None:
            self._soaked.turns += 1

        return Scene(self._app.runner, self._clock, self.names, self._manner, note)

    def _listen(self, key: SessionKey) -> None:
        ear = self._ears[key] = SoundlessEar()
        self._talks[key] = Conversation(
            key, self._app.runner, self._scene, ear, self._manner.settings
        )


async def soak(hours: float = HOURS) -> Soaked:
    """So many hours, a restart every so often; each begins where the one before ended."""
    soaked, chance, clock = Soaked(), random.Random(16), RecordedTime(datetime.now(UTC))
    keys = {SessionKey(name.lower(), "console"): name for name in NAMES}
    before: dict[SessionKey, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        given = {"understudy_home": Path(folder), "encoder": "none", "mode": "console"}
        settings = Settings.model_validate(given)
        for _ in range(RESTARTS):
            async with opened(settings, clock) as app:
                await prepare(app)
                room = Room(app, settings, clock, soaked)
                for key, name in keys.items():
                    room.joins(key, name)
                room.compare(before)
                grown = await _hold(room, keys, hours * 3_600 / RESTARTS, chance)
                soaked.grown_mb.append(grown)
                before = {key: app.runner.standing.state(key) for key in keys}
    return soaked


async def _hold(
    room: Room, keys: dict[SessionKey, str], seconds: float, chance: random.Random
) -> float:
    """People come and go, and now and then the call drops; by how many megabytes memory grew."""
    begun = 0.0
    for part in range(PARTS):
        await room.plays(seconds / PARTS, chance)
        begun = begun or _memory()
        key = chance.choice(list(keys))
        if key in room.names:
            room.leaves(key)
        else:
            room.joins(key, keys[key])
        if part % 3 == 2:
            room.drops()
    return _memory() - begun


def _memory() -> float:
    gc.collect()
    return memory_mb()
