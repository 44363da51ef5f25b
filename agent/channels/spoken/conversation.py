"""One speaker's dialog by voice: which of their utterances are turns, and how they are answered."""

import logging
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from agent.channels.spoken.addressee import Addressee
from agent.channels.spoken.company import OwnWords
from agent.channels.spoken.expecting import expectation
from agent.channels.spoken.room import Line, Room
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.dialog.session import SessionKey
from agent.dialog.turns import Expectation, HandleCommand, MoveToText, Say, StopSpeaking
from agent.prompts.render import english
from agent.runtime.channel import Delivery
from agent.runtime.feed import UtteranceHeard
from agent.runtime.runner import Runner
from agent.runtime.saying import Named
from speech.endpointing import EndpointKind
from speech.listening import Heard, RecognitionContext, RecognizedUtterance

log = logging.getLogger(__name__)

PRESSED = 20.0
"""Seconds in which somebody who pressed a button begins to speak."""


class Ear(Protocol):
    """What hears one speaker."""

    def expect(self, expected: RecognitionContext) -> None:
        """As Listener.expect."""


class Conversation:
    """A channel for one speaker; what they say comes in by `hear`."""

    def __init__(
        self,
        key: SessionKey,
        runner: Runner,
        room: Room,
        ear: Ear,
        voice_settings: VoiceSettings,
    ) -> None:
        self._key = key
        self._runner = runner
        self._room = room
        self._ear = ear
        self._voice_settings = voice_settings
        self._voices: set[object] = set()
        """Who speaks now: this speaker, and the agent, to anybody."""
        self._answers: set[OwnWords] = set()
        """What the agent says to this speaker."""
        self._addressee = Addressee(key, runner, room.company, voice_settings)
        self._held = False
        """Whether the agent fell silent for what is being said."""
        self._context = lru_cache(maxsize=8)(self._made)
        room.company.joins(self)
        self._expect()

    def hear(self, heard: Heard) -> None:
        """Take what a listener heard; an utterance for the agent becomes a turn."""
        if isinstance(heard, RecognizedUtterance):
            self.end(self)
            self._go_on(taken=self._take(heard))
        elif heard.kind is EndpointKind.STARTED:
            self.begin(self)
        elif heard.kind is EndpointKind.HELD:
            self._held = self._room.interrupt(self._key)
        self._expect()

    def listen(self) -> None:
        """This speaker wants to be heard now, without a name or an answer to give."""
        self._addressee.listen(self._room.clock() + PRESSED)

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        """Say the words, and write what is no good aloud; where nobody is left, write all."""
        self._expect()
        if self._room.open:
            deliveries = [left for each in deliveries if (left := await self._left(each))]
        if not self._room.open:
            await self._room.write(key, deliveries)
            return
        if long := self._voice_settings.wording.to_write(deliveries):
            await self._room.write(key, long)
        if words := self._voice_settings.wording.aloud(deliveries):
            await self._say(words)

    async def _left(self, delivery: Delivery) -> Delivery | None:
        """Do what is not a matter of words; what is left to say."""
        match delivery:
            case StopSpeaking():
                self._room.stop_speaking(self._key)
            case MoveToText():
                self._room.move_to_text(self._key)
            case HandleCommand(command):
                if not await self._room.handle_command(self._key, delivery):
                    return Say("needs_discord", {"command": command})
            case _:
                return delivery
        return None

    def may_teach(self, key: SessionKey) -> bool:
        return self._room.may_teach(key)

    def names(self, key: SessionKey) -> Mapping[str, str]:
        """What answers may call by name, where the room knows it."""
        return self._room.names(key) if isinstance(self._room, Named) else {}

    def begin(self, voice: object) -> None:
        """As Member.begin."""
        self._voices.add(voice)
        self._runner.hold(self._key)

    def end(self, voice: object) -> None:
        """As Member.end."""
        self._voices.discard(voice)
        if not self._voices:
            self._runner.release(self._key)

    def _go_on(self, *, taken: bool) -> None:
        """Speak again, where somebody was let speak; after a turn of theirs, only of that."""
        held, self._held = self._held, False
        if held or taken:
            self._room.go_on(self._key, rest=not taken)

    def _take(self, utterance: RecognizedUtterance) -> bool:
        """Make a turn of it, if it is one; whether it is."""
        for note in utterance.notes:
            log.warning(english().render(note))
        said, taken = self._addressee.turn(utterance, self._phrases())
        if not taken and " " in said.text:
            self._room.company.talked(self._key, utterance.ended)
        late = utterance.decided - utterance.ended
        line = Line(
            utterance.started,
            self._key,
            said.text,
            self._runner.standing.state(self._key),
            confidence=said.confidence,
            taken=taken,
            late=late,
        )
        self._room.note(line)
        engine, sure = utterance.engine, said.confidence
        self._runner.feed.tell(UtteranceHeard(self._key, engine, sure, said.text, taken, late))
        if taken:
            self._runner.submit(self._key, said, self)
        return taken

    async def _say(self, words: str) -> None:
        words = self._room.company.addressed(self._key, words)
        own = self._room.company.speaks(words, self._room.clock())
        self._answers.add(own)
        self._addressee.spoken_to(own.begun)
        state = self._runner.standing.state(self._key)
        at = await self._room.say(self._key, words, lambda: self._said(own))
        self._room.note(Line(at, self._key, words, state, agent=True))

    def _said(self, own: OwnWords) -> None:
        self._room.company.falls_silent(own, self._room.clock())
        self._answers.discard(own)
        if not self._answers:
            self._addressee.spoken_to(own.begun, own.over)

    def _expect(self) -> None:
        self._ear.expect(self._context(self._runner.standing.expected(self._key)))

    def _phrases(self) -> Container[str]:
        return self._context(self._runner.standing.expected(self._key)).meanings

    def _made(self, expected: Expectation) -> RecognitionContext:
        return expectation(expected, self._voice_settings.wake, self._voice_settings.language)
