"""A voice channel as a room: people are heard there, and answered aloud."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord

from agent.channels.discord.call.call import Call, Channel
from agent.channels.discord.call.receiver import Receiver
from agent.channels.discord.call.speaking import off_loop
from agent.channels.discord.call.trouble import JoinError
from agent.channels.discord.text.permissions import may_manage, may_teach
from agent.channels.discord.text.reply_target import BotContext, names_of, workspace_of
from agent.channels.discord.text.text_target import TextTarget
from agent.channels.discord.text.words import escaped
from agent.channels.discord.voice.accents import Accents
from agent.channels.discord.voice.hearable import Hearable
from agent.channels.discord.voice.listeners import Listeners
from agent.channels.discord.voice.mentions import named_in
from agent.channels.discord.voice.sentences import hindrance, put_out, why
from agent.channels.discord.voice.stage import step_up
from agent.channels.spoken.company import Company
from agent.channels.spoken.room import Line
from agent.channels.spoken.speech_stack import SpeechStack
from agent.dialog.intents import Intent
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, Said, Say
from agent.prompts.render import english
from agent.runtime.channel import Delivery
from messages import Message
from speech.errors import EngineFailedError
from speech.opus import load_opus

log = logging.getLogger(__name__)

GOODBYE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Voices:
    """What all voice channels share; `note` is told what is said in them."""

    client: discord.Client
    context: BotContext
    stack: SpeechStack
    accents: Accents
    hearable: Hearable
    note: Callable[[Line], None]


class VoiceRoom:
    """The agent in one voice channel, from `join` to `leave`.

    `text` is the channel for what is written; `over` is awaited with the room when the agent was
    put out of the voice channel, or is asked to `leave` it by voice.
    """

    def __init__(
        self,
        voices: Voices,
        channel: Channel,
        text: Any,
        over: Callable[["VoiceRoom"], Awaitable[None]],
    ) -> None:
        self._note = voices.note
        self.guild = channel.guild
        self._context = voices.context
        self._stack = voices.stack
        self._accents = voices.accents
        self._text = text
        self._over = over
        self.open = False
        self._hindrance: Message | None = None
        self._loop = asyncio.get_running_loop()
        self._speeches: set[asyncio.Task[None]] = set()
        self._workspace = workspace = workspace_of(self.guild)
        settings = voices.stack.voice_settings
        self.company = Company(voices.context.runner, self._people, settings)
        self.listeners = Listeners(voices.stack, voices.context.runner, self, workspace)
        receiver = Receiver(self.listeners.hear, partial(voices.hearable, self.guild))
        self._call = Call(voices.client, channel, receiver, self._put_out)
        self._call.speaker.played = self.listeners.playout.played

    @property
    def channel(self) -> Channel:
        return self._call.channel

    @property
    def unattributed(self) -> int:
        """Packets of voice that were left out, since nobody's key opened them."""
        return self._call.receiver.counts["unknown speaker"]

    async def join(self) -> None:
        """Raises JoinError, and EngineUnavailableError where there is no codec."""
        load_opus()
        await self._call.join()
        asked = await step_up(self.channel)
        self.open = True
        if asked is not None:
            await self.changed(asked=asked)

    def resume(self, hearable: Callable[[int], bool]) -> None:
        """Go on with what was begun by voice with those who are here."""
        for member in self.channel.members:
            key = SessionKey(str(member.id), self._workspace)
            if hearable(member.id) and self._context.runner.standing.is_spoken(key):
                self.listeners.resume(member.id)

    async def left(self, user: int, told: str = "") -> None:
        """Somebody is no longer where the agent is: what they hold by voice is parked until they
        are, and where that is to be `told`, they are."""
        key = SessionKey(str(user), self._workspace)
        self.listeners.drop(user)
        self._call.speaker.go_on(key, rest=False)
        if not self._context.runner.standing.is_spoken(key):
            return
        self._context.runner.rest(key)
        if told:
            await self.tell(Message(told, {"who": key.user, "channel": self.channel.name}))

    async def moved(self, before: Channel, greeting: str) -> None:
        """Somebody put the agent into this channel: tell whom it was with, and whom it is with."""
        for member in before.members:
            await self.left(member.id, "voice.moved")
        await self.tell(Message(greeting, {"channel": self.channel.name}))
        await self.announce(Say(greeting))

    @property
    def text(self) -> Any:
        """The channel for what is written."""
        return self._text

    async def changed(self, *, asked: bool = False) -> None:
        """Discord says how the agent is in the channel; tell once what is in the way."""
        if not self.open:
            return
        state = self.guild.me.voice
        found = hindrance(state, self.channel.name, asked=asked) if state else None
        before, self._hindrance = self._hindrance, found
        if found and found != before:
            await self.tell(found)

    async def tell(self, told: Message | str) -> None:
        """Write to everybody."""
        text = (
            self._context.words_in(self._workspace).shown(told)
            if isinstance(told, Message)
            else told
        )
        with suppress(discord.HTTPException):  # nor can it be written: nobody to tell
            await self._text.send(text)

    async def announce(self, say: Say) -> None:
        """Say something that belongs to nobody's dialog."""
        words = self._stack.voice_settings.wording.voice.render(say)
        own = self.company.speaks(words, self.clock())
        self._begin(words, None, lambda: self.company.falls_silent(own, self.clock()))

    async def say_goodbye(self) -> None:
        """Before the agent ends: a word instead of what is being said, if it takes but a moment."""
        words = self._stack.voice_settings.wording.voice.render(Say("goodbye"))
        if not self.open:
            return
        self.listeners.close()
        for speech in self._speeches:
            speech.cancel()
        self._call.speaker.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                await self._speak(words, None)

    async def leave(self) -> None:
        """Stop speaking and listening, and go, even while joining; harmless the second time."""
        self._close()
        await self._call.leave()

    async def _put_out(self, reason: JoinError | None) -> None:
        self._close()
        await self.tell(why(reason, self.channel.name) if reason else put_out(self.channel))
        await self._over(self)

    def _close(self) -> None:
        self.open = False
        self.listeners.close()
        for speech in self._speeches:
            speech.cancel()

    # --- what conversations ask of a room -------------------------------------------------------

    def clock(self) -> float:
        return self._loop.time()

    def note(self, line: Line) -> None:
        if line.taken and not line.agent:
            self._context.move(line.key, self._text)  # they may go on there, or drop a file
        self._note(line)

    async def say(self, key: SessionKey, words: str, said: Callable[[], None]) -> float:
        self._begin(words, key, said)
        return self._loop.time()

    def interrupt(self, key: SessionKey) -> bool:
        return self._call.speaker.hold(key)

    def go_on(self, key: SessionKey, *, rest: bool) -> None:
        self._call.speaker.go_on(key, rest=rest)

    def stop_speaking(self, key: SessionKey) -> None:
        self._call.speaker.stop_for(key)

    async def write(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        if target := self._target(key):
            self._context.move(key, self._text)  # where they may answer, too
            await target.deliver(key, deliveries)

    async def handle_command(self, key: SessionKey, command: HandleCommand) -> bool:
        if command.command is Intent.LEAVE:
            await self._over(self)
        elif command.command is not Intent.JOIN and (target := self._target(key)):
            await target.deliver(key, [command])
        return True

    def move_to_text(self, key: SessionKey) -> None:
        if target := self._target(key):
            self._context.move(key, self._text)
            self._context.runner.submit(key, Said("repeat"), target)

    def may_teach(self, key: SessionKey) -> bool:
        member = self._member(key)
        role = self._context.local(self._workspace).trainer_role
        return member is not None and may_teach(self.guild, member, role)

    def may_manage(self, key: SessionKey) -> bool:
        member = self._member(key)
        return member is not None and may_manage(self.guild, member)

    def names(self, key: SessionKey) -> Mapping[str, str]:
        """What answers may call by name: who asks, and where."""
        member = self._member(key)
        return names_of(member, self.guild, self.channel) if member else {}

    def _begin(self, words: str, key: SessionKey | None, said: Callable[[], None]) -> None:
        speech = asyncio.create_task(self._speak(words, key))
        self._speeches.add(speech)
        speech.add_done_callback(self._speeches.discard)
        speech.add_done_callback(lambda _: said())

    async def _speak(self, words: str, key: SessionKey | None) -> None:
        if self._hindrance:
            await self.tell(escaped(words))
            return
        synthesizer = await self._accents.of(self._context.local(self._workspace))
        speech = synthesizer.speak(words, await named_in(self.guild, words))
        try:
            await self._call.speaker.say(off_loop(speech, self._stack.speakers), key)
            for note in speech.notes:
                log.warning(english().render(note))
        except EngineFailedError:
            await self.tell(escaped(words))

    def _people(self) -> Mapping[SessionKey, str]:
        here = (member for member in self.channel.members if not member.bot)
        return {SessionKey(str(each.id), self._workspace): each.display_name for each in here}

    def _target(self, key: SessionKey) -> TextTarget | None:
        member = self._member(key)
        if member is None:
            return None
        return TextTarget(self._context, member, self._text, named=self.company.has_others(key))

    def _member(self, key: SessionKey) -> discord.Member | None:
        return self.guild.get_member(int(key.user))
