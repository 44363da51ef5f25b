"""Everybody the agent listens to in one voice channel: an ear and a conversation each."""

import asyncio

from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.room import Room
from agent.channels.spoken.speech_stack import SpeechStack
from agent.dialog.session import SessionKey
from agent.runtime.runner import Runner
from speech.audio import DISCORD
from speech.listener_worker import ListenerWorker
from speech.listening import Listener


class Listeners:
    """Speakers by their user id; one is listened to from their first packet on."""

    def __init__(self, stack: SpeechStack, runner: Runner, room: Room, workspace: str) -> None:
        self._stack = stack
        self._runner = runner
        self._room = room
        self._workspace = workspace
        self._loop = asyncio.get_running_loop()
        self._ears: dict[int, ListenerWorker] = {}

    def hear(self, user: int, pcm: bytes, at: float) -> None:
        """Take a packet (format DISCORD), its end at `at` on the loop's clock. From any thread."""
        self._loop.call_soon_threadsafe(self._hear, user, pcm, at)

    def resume(self, user: int) -> None:
        """Go on with this user's dialog, which was interrupted."""
        self._runner.open(SessionKey(str(user), self._workspace), self._converse(user))

    def drop(self, user: int) -> None:
        """Listen to this user no more; what they were saying is still heard."""
        if ear := self._ears.pop(user, None):
            ear.close()

    def close(self) -> None:
        """Listen to nobody any more."""
        for user in list(self._ears):
            self.drop(user)

    def _hear(self, user: int, pcm: bytes, at: float) -> None:
        if user not in self._ears:
            self._converse(user)
        self._ears[user].hear(pcm, at)

    def _converse(self, user: int) -> Conversation:
        """Begin to listen to a user."""
        stack = self._stack
        key = SessionKey(str(user), self._workspace)
        listener = Listener(stack.detector, stack.recognizer, DISCORD)
        conversation = Conversation(key, self._runner, self._room, listener, stack.voice_settings)
        self._ears[user] = ListenerWorker(listener, DISCORD, stack.workers, conversation.hear)
        return conversation
