"""A dialog of several people with the agent, in a voice channel without Discord."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agent.app import App
from agent.channels.rehearsing.director import Director
from agent.channels.rehearsing.ears import RehearsedEar
from agent.channels.rehearsing.scene import STEP, Manner, Scene
from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.rehearsal import Held, SpokenAnswer, judged
from agent.channels.spoken.room import Line
from agent.channels.spoken.script import Rehearsal
from agent.dialog.session import SessionKey
from agent.runtime.recorded_time import RecordedTime
from speech.audio import SPOKEN

A_LETTER = 0.06
"""Seconds that a letter takes where the agent makes no sound."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a dialog is held with."""

    ear: Callable[[], RehearsedEar]
    manner: Manner


@dataclass(frozen=True, slots=True)
class Cast:
    """Who holds it, and where."""

    app: App
    clock: RecordedTime
    keys: Mapping[str, SessionKey]
    """The dialogs by the names of who holds them."""
    means: Means


def soundless(words: str) -> bytes:
    """The time that words take, without a sound."""
    return SPOKEN.silence(A_LETTER * len(words))


async def together(
    app: App, clock: RecordedTime, workspace: str, rehearsal: Rehearsal, means: Means
) -> Held:
    """Hold it. Raises EngineFailedError where an answer had no voice."""
    held = Held(rehearsal.name)
    keys = {who: SessionKey(who, workspace) for who in rehearsal.people}
    await _Party(Cast(app, clock, keys, means), rehearsal, held).hold()
    return judged(app, keys, rehearsal, held)


class _Party:
    def __init__(self, cast: Cast, rehearsal: Rehearsal, held: Held) -> None:
        self._runner, self._clock, self._held = cast.app.runner, cast.clock, held
        self._keys = cast.keys
        self._director = Director(rehearsal.turns)
        self._silence_until = 0.0
        manner, names = cast.means.manner, {key: who for who, key in cast.keys.items()}
        self._scene = Scene(self._runner, self._clock, names, manner, self._note)
        self._ears = {who: cast.means.ear() for who in cast.keys}
        self._conversations = {
            who: Conversation(key, self._runner, self._scene, self._ears[who], manner.settings)
            for who, key in cast.keys.items()
        }

    async def hold(self) -> None:
        begun = self._clock.seconds
        while not self._director.is_over(self._clock.seconds - begun):
            await self._step(begun)

    async def _step(self, begun: float) -> None:
        until = self._clock.seconds + STEP
        while self._clock.due <= until:
            self._clock.next()
            await self._settled()
        self._clock.seconds = until
        speaks = self._scene.play() is not None or until < self._silence_until
        self._direct(begun, speaks=speaks)
        for who, ear in self._ears.items():
            for heard in ear.step(until):
                self._conversations[who].hear(heard)
                await self._settled()

    def _direct(self, begun: float, *, speaks: bool) -> None:
        now = self._clock.seconds
        line = self._director.next(now - begun, speaks=speaks)
        if line is None:
            return
        over = now
        if line.words:
            over = self._ears[line.who].begin(line.parts, now)
        else:
            self._silence_until = now + line.seconds
        self._director.begun(line, now - begun, over - begun)

    async def _settled(self) -> None:
        for key in self._keys.values():
            await self._runner.settled(key)

    def _note(self, line: Line) -> None:
        self._director.heard(line)
        if line.agent:
            self._held.answers.append(SpokenAnswer(line.text, 0.0))
        else:
            self._held.heard.append(line)
