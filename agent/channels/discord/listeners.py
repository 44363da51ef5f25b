"""Everybody the agent listens to in one voice channel: an ear and a conversation each."""

import asyncio

from agent.channels.spoken.conversation import Conversation
from agent.channels.spoken.room import Room
from agent.runner import Runner
from agent.senses import Senses
from agent.session import SessionKey
from speech.audio import DISCORD
from speech.ears import Ear
from speech.listening import Listener


class Listeners:
    """Speakers by their user id; one is listened to from their first packet on."""

    def __init__(self, senses: Senses, runner: Runner, room: Room, workspace: str) -> None:
        self._senses = senses
        self._runner = runner
        self._room = room
        self._workspace = workspace
        self._loop = asyncio.get_running_loop()
        self._ears: dict[int, Ear] = {}

    def hear(self, user: int, pcm: bytes, at: float) -> None:
        """Take a packet (format DISCORD), its end at `at` on the loop's clock. From any thread."""
        self._loop.call_soon_threadsafe(self._hear, user, pcm, at)

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
            self._ears[user] = self._listen_to(user)
        self._ears[user].hear(pcm, at)

    def _listen_to(self, user: int) -> Ear:
        senses = self._senses
        key = SessionKey(str(user), self._workspace)
        listener = Listener(senses.detector, senses.recognizer, DISCORD)
        conversation = Conversation(key, self._runner, self._room, listener, senses.manners)
        return Ear(listener, DISCORD, senses.workers, conversation.hear)
