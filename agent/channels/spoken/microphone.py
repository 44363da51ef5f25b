"""This machine's microphone and loudspeaker as a channel."""

import asyncio
from collections.abc import Callable, Sequence

from agent.channels.console import KEY
from agent.channels.spoken.company import Company
from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.room import Line
from agent.channels.spoken.speech_stack import SpeechStack
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, Say
from agent.runtime.channel import Delivery
from agent.runtime.runner import Runner
from messages import Message
from speech.audio import HEARD
from speech.devices import microphone, play
from speech.errors import SpeechError
from speech.listener_worker import ListenerWorker
from speech.listening import Listener
from speech.synthesis import Speech


class Microphone:
    """The room around this machine; whoever speaks there is the user of the console.

    While the agent speaks it does not listen: without headphones it would hear itself. `show`
    takes what is said, line by line.
    """

    def __init__(self, runner: Runner, stack: SpeechStack, show: Callable[[str], None]) -> None:
        self._runner = runner
        self._stack = stack
        self._words = stack.voice_settings.wording.text
        self.company = Company(runner, dict, stack.voice_settings)
        self._show = show
        self._loop = asyncio.get_running_loop()
        self._mouth = asyncio.Lock()
        self._speech: Speech | None = None
        self._speeches: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Listen until cancelled. Raises EngineUnavailableError where there is no microphone."""
        listener = Listener(self._stack.detector, self._stack.recognizer, HEARD)
        voice_settings = self._stack.voice_settings
        conversation = Conversation(KEY, self._runner, self, listener, voice_settings)
        ear = ListenerWorker(listener, HEARD, self._stack.workers, conversation.hear)

        def take(pcm: bytes, at: float) -> None:
            if not self._mouth.locked():
                ear.hear(pcm, at)

        with microphone(take, self._loop.time):
            self._show(self._words.text("microphone.listening", wake=voice_settings.wake))
            await self._loop.create_future()

    def note(self, line: Line) -> None:
        if line.text and line.taken:
            who = self._words.text("cli.talk.agent" if line.agent else "cli.talk.person")
            self._show(f"{who}: {line.text}")

    @property
    def open(self) -> bool:
        return True

    def clock(self) -> float:
        return self._loop.time()

    async def say(self, key: SessionKey, words: str, said: Callable[[], None]) -> float:
        speech = asyncio.create_task(self._play(words))
        self._speeches.add(speech)
        speech.add_done_callback(self._speeches.discard)
        speech.add_done_callback(lambda _: said())
        return self._loop.time()

    def interrupt(self, key: SessionKey) -> bool:
        return False

    def go_on(self, key: SessionKey, *, rest: bool) -> None:
        """It speaks to the end: nobody is heard meanwhile."""

    def stop_speaking(self, key: SessionKey) -> None:
        for speech in self._speeches:
            speech.cancel()
        if self._speech is not None:
            self._speech.cancel()

    async def write(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        for each in deliveries:
            told = each if isinstance(each, Say) else Message("console.file", {"path": each})
            self._show(self._words.render(told))

    async def handle_command(self, key: SessionKey, command: HandleCommand) -> bool:
        return False

    def move_to_text(self, key: SessionKey) -> None:
        self._show(self._words.text("microphone.type"))

    def may_teach(self, key: SessionKey) -> bool:
        return True

    async def _play(self, words: str) -> None:
        async with self._mouth:
            self._speech = self._stack.synthesizer.speak(words)
            try:
                await asyncio.to_thread(play, self._speech)
            except SpeechError as error:
                self._show(self._words.explain(error))
