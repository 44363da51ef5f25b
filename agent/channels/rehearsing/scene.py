"""A room for several people in recorded time, with the one mouth that a voice channel has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from agent.channels.discord.call.playlist import Playlist, QueuedSpeech
from agent.channels.spoken.company import Company
from agent.channels.spoken.room import Line
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, Say
from agent.runtime.channel import Delivery
from agent.runtime.recorded_time import RecordedTime
from agent.runtime.runner import Runner

STEP = 0.02
"""Seconds that pass at a time: one frame of the mouth."""
Voice = Callable[[str], bytes]
"""Words as the agent speaks them (format SPOKEN)."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the agent speaks."""

    settings: VoiceSettings
    voice: Voice


class Scene:
    """As a voice channel is to its conversations; `names` are those of who is there.

    What is written in the text channel is noted, too. `clock` must be the one of the runner.
    """

    def __init__(
        self,
        runner: Runner,
        clock: RecordedTime,
        names: Mapping[SessionKey, str],
        manner: Manner,
        note: Callable[[Line], None],
    ) -> None:
        self.note = note
        self.company = Company(runner, lambda: names, manner.settings)
        self.open = True
        self._runner = runner
        self._clock = clock
        self._names = names
        self._words = manner.settings.wording.text
        self._voice = manner.voice
        self._mouth = Playlist()
        self._frame: bytes | None = None

    def play(self) -> bytes | None:
        """One frame later: what is heard of the agent in it; None while it is silent."""
        self._frame = None
        if self._mouth.waiting:
            self._mouth.say_next(self._hear)
        return self._frame

    def clock(self) -> float:
        return self._clock.seconds

    async def say(self, key: SessionKey, words: str, said: Callable[[], None]) -> float:
        speech = QueuedSpeech(lambda whole: said(), key)
        self._mouth.add(speech)
        speech.feed(self._voice(words))
        speech.finish()
        return self._clock.seconds

    def interrupt(self, key: SessionKey) -> bool:
        return self._mouth.hold(key)

    def go_on(self, key: SessionKey, *, rest: bool) -> None:
        self._mouth.go_on(key, rest=rest)

    def stop_speaking(self, key: SessionKey) -> None:
        self._mouth.stop(key)

    async def write(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        line = partial(Line, self._clock.seconds, key, agent=True, aloud=False)
        for each in deliveries:
            if isinstance(each, Say):
                state = self._runner.standing.state(key)
                self.note(line(text=self._words.render(each), state=state))

    async def handle_command(self, key: SessionKey, command: HandleCommand) -> bool:
        return False

    def move_to_text(self, key: SessionKey) -> None:
        """Nobody types in a rehearsal by voice."""

    def may_teach(self, key: SessionKey) -> bool:
        return True

    def names(self, key: SessionKey) -> Mapping[str, str]:
        """What answers may call by name."""
        return {"user": self._names[key]}

    def _hear(self, frame: bytes) -> None:
        self._frame = frame
