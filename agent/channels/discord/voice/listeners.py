"""Everybody the agent listens to in one voice channel: an ear and a conversation each."""

import asyncio

from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.room import Room
from agent.channels.spoken.speech_stack import SpeechStack
from agent.dialog.session import SessionKey
from agent.runtime.runner import Runner
from speech.audio import DISCORD
from speech.echo import Playout
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
        self._open = True
        self._ears: dict[int, ListenerWorker] = {}
        self._conversations: dict[int, Conversation] = {}
        self.playout = Playout()
        """What the agent says, which may come back out of somebody's loudspeaker."""

    def hear(self, user: int, pcm: bytes, at: float) -> None:
        """Take a packet (format DISCORD), its end at `at` on the loop's clock. From any thread."""
        self._loop.call_soon_threadsafe(self._hear, user, pcm, at)

    def resume(self, user: int) -> None:
        """Go on with this user's dialog, which was interrupted."""
        key = SessionKey(str(user), self._workspace)
        self._runner.open(key, self._conversation(user))

    def listen(self, user: int) -> None:
        """What this user says next is for the agent."""
        self._conversation(user).listen()

    def drop(self, user: int) -> None:
        """Listen to this user no more; what they were saying is still heard."""
        self._conversations.pop(user, None)
        if ear := self._ears.pop(user, None):
            ear.close()

    def close(self) -> None:
        """Listen to nobody any more; what waits to be recognized keeps nobody from ending."""
        self._open = False
        for ear in self._ears.values():
            ear.stop()
        self._ears.clear()
        self._conversations.clear()

    def _hear(self, user: int, pcm: bytes, at: float) -> None:
        if not self._open:
            return
        self._conversation(user)
        self._ears[user].hear(pcm, at)

    def _conversation(self, user: int) -> Conversation:
        """The one with this user; it begins to listen to them where it does not yet."""
        if user not in self._conversations:
            self._conversations[user] = self._made(user)
        return self._conversations[user]

    def _made(self, user: int) -> Conversation:
        stack = self._stack
        key = SessionKey(str(user), self._workspace)
        listener = Listener(stack.detector, stack.recognizer, DISCORD, self.playout.is_echo)
        conversation = Conversation(key, self._runner, self._room, listener, stack.voice_settings)
        self._ears[user] = ListenerWorker(listener, DISCORD, stack.workers, conversation.hear)
        return conversation
