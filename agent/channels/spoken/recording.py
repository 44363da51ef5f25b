"""A recording as a channel: it is played to the agent in its own time, so nothing sleeps."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from agent.channels.spoken.company import Company
from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.room import Line
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, Say
from agent.runtime.channel import Delivery
from agent.runtime.recorded_time import RecordedTime
from agent.runtime.runner import Runner
from speech.audio import SPOKEN
from speech.errors import EngineFailedError
from speech.files import replayed
from speech.listening import Heard, Listener
from speech.synthesis import Synthesizer

KEY = SessionKey("recording", "console")
"""Whoever speaks in recordings; they share the console's workspace."""

Steps = Iterator[tuple[list[Heard], float]]


class Recording:
    """The room of a recording. While the agent works, the recording waits, as a script would.

    `clock` must be the one of the runner.
    """

    def __init__(
        self,
        runner: Runner,
        clock: RecordedTime,
        synthesizer: Synthesizer,
        voice_settings: VoiceSettings,
        note: Callable[[Line], None],
    ) -> None:
        self.note = note
        self.company = Company(runner, dict, voice_settings)
        self.clips: list[tuple[float, bytes]] = []
        """What the agent said (format SPOKEN), and when."""
        self._runner = runner
        self._clock = clock
        self._synthesizer = synthesizer
        self._voice_settings = voice_settings
        self._key = KEY
        self.silent_from = 0.0
        """When what the agent has to say is over."""
        self._failure: EngineFailedError | None = None

    async def play(self, path: Path, listener: Listener) -> None:
        """Hold the dialog. Raises AudioError, and EngineFailedError where an answer had no voice.

        `listener` takes the format HEARD.
        """
        await self.hold(replayed(path, listener), listener)

    async def hold(self, steps: Steps, listener: Listener, key: SessionKey = KEY) -> None:
        """Hold the dialog with what `listener` hears step by step; raises as `play` does."""
        self._key = key
        conversation = Conversation(self._key, self._runner, self, listener, self._voice_settings)
        while step := await asyncio.to_thread(_next, steps, self._clock.due):
            heard, at = step
            await self._go_on(at)
            for each in heard:
                conversation.hear(each)
                await self._runner.settled(self._key)
        if self._failure:
            raise self._failure

    @property
    def open(self) -> bool:
        return True

    def clock(self) -> float:
        return self._clock.seconds

    async def say(self, key: SessionKey, words: str, said: Callable[[], None]) -> float:
        begin = max(self._clock.seconds, self.silent_from)
        try:
            pcm = await asyncio.to_thread(b"".join, self._synthesizer.speak(words))
        except EngineFailedError as error:
            self._failure, pcm = error, b""
        self.clips.append((begin, pcm))
        self.silent_from = begin + SPOKEN.seconds(pcm)
        self._clock.later(self.silent_from - self._clock.seconds, said)
        return begin

    def interrupt(self, key: SessionKey) -> bool:
        return False

    def go_on(self, key: SessionKey, *, rest: bool) -> None:
        """What was said to a recording stays said."""

    def stop_speaking(self, key: SessionKey) -> None:
        """A recording is deaf: what was said to it stays said."""

    async def write(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        for each in deliveries:
            words = self._voice_settings.wording.text
            text = words.render(each) if isinstance(each, Say) else f"file: {each}"
            state = self._runner.standing.state(key)
            self.note(Line(self._clock.seconds, key, text, state, agent=True, aloud=False))

    async def handle_command(self, key: SessionKey, command: HandleCommand) -> bool:
        return False

    def move_to_text(self, key: SessionKey) -> None:
        """There is nobody who could type."""

    def may_teach(self, key: SessionKey) -> bool:
        return True

    async def _go_on(self, at: float) -> None:
        """Let the recording's time pass, and what is due in it happen."""
        while self._clock.due <= at:
            self._clock.next()
            await self._runner.settled(self._key)
        self._clock.seconds = at


def _next(steps: Steps, due: float) -> tuple[list[Heard], float] | None:
    """Play on until something is heard or due; None at the end. For a worker thread."""
    return next(((heard, at) for heard, at in steps if heard or at >= due), None)
