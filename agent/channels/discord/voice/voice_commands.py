"""The commands about voice channels: join, leave, consent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import discord

from agent.channels.discord.call.call import Channel
from agent.channels.discord.call.trouble import JoinError
from agent.channels.discord.text.posts import Post
from agent.channels.discord.text.reply_target import Extra, ReplyTarget
from agent.channels.discord.text.views import TALK
from agent.channels.discord.voice.hearable import Hearable
from agent.channels.discord.voice.room import VoiceRoom, Voices
from agent.channels.discord.voice.sentences import unknown_voices, why
from agent.channels.discord.voice.whereabouts import Whereabouts
from agent.dialog.intents import YES_NO, Intent
from agent.dialog.turns import Say
from messages import Message
from speech.errors import SpeechError

log = logging.getLogger(__name__)
ALONE_SECONDS = 120.0

Prepare = Callable[[], Awaitable[Voices]]
"""Makes ready what hears and speaks, at the first call."""


class VoiceCommands:
    """The voice channels the agent is in, one a server, and the commands that change that."""

    def __init__(
        self,
        client: discord.Client,
        hearable: Hearable,
        prepare: Prepare,
        whereabouts: Whereabouts,
        alone_seconds: float = ALONE_SECONDS,
    ) -> None:
        self._client = client
        self._hearable = hearable
        self._prepare = prepare
        self._whereabouts = whereabouts
        self._rooms: dict[int, VoiceRoom] = {}
        self._locks: dict[int, asyncio.Lock] = {}
        self._alone_seconds = alone_seconds
        self._closing = False
        self._alone: dict[int, asyncio.TimerHandle] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def extras(self) -> Mapping[Intent, Extra]:
        """For `BotContext.extras`."""
        commands = {
            Intent.JOIN: self._join,
            Intent.LEAVE: self._leave,
            Intent.CONSENT: self._consent,
        }
        return {name: self._in_server(command) for name, command in commands.items()}

    def remark(self, guild: discord.Guild) -> list[Message]:
        """What the doctor says of the voice channel of a server."""
        room = self._rooms.get(guild.id)
        unknown = unknown_voices(room.unattributed, room.channel.name) if room else None
        return [unknown] if unknown else []

    async def resume(self) -> None:
        """Come back to where an earlier run was; where nobody is left, stay away."""
        for guild, (voice, text) in (await self._whereabouts.places()).items():
            channel = self._client.get_channel(voice)
            if isinstance(channel, Channel) and not _is_deserted(channel):
                async with self._lock(channel.guild):
                    await self._come_back(channel, self._client.get_channel(text) or channel)
            else:
                await self._whereabouts.keep(guild, None)

    async def close(self) -> None:
        """Leave all voice channels, and what is being joined; another run comes back there."""
        self._closing = True
        for timer in self._alone.values():
            timer.cancel()
        await asyncio.gather(*(room.say_goodbye() for room in self._rooms.values()))
        while self._rooms:
            _, room = self._rooms.popitem()
            await room.leave()

    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """discord.py tells: somebody came, went, or changed something."""
        room = self._rooms.get(member.guild.id)
        if room is None:
            return
        if member == member.guild.me:
            await room.changed()
            if after.channel is not None:
                await self._whereabouts.keep(room.guild.id, (after.channel.id, room.text.id))
            if before.channel is not None and before.channel != after.channel == room.channel:
                await room.moved(before.channel, self._greeting(room.guild))
                room.resume(partial(self._hearable, room.guild))
        elif before.channel == room.channel != after.channel:
            await room.left(member.id, "voice.stays" if after.channel else "")
        self._watch(room)

    async def talk(self, target: ReplyTarget) -> None:
        """Somebody presses the button to be heard."""
        await self._in_server(self._talk)(target, {})

    # --- commands -------------------------------------------------------------------------------

    def _in_server(self, command: "Command") -> Extra:
        """One at a time in a server, and nowhere else."""

        async def extra(target: ReplyTarget, arguments: Mapping[str, str]) -> None:
            if not isinstance(target.user, discord.Member):
                await _say(target, "voice.server_only")
                return
            async with self._lock(target.user.guild):
                await command(target, target.user, arguments)

        return extra

    async def _join(
        self, target: ReplyTarget, member: discord.Member, arguments: Mapping[str, str]
    ) -> None:
        channel = member.voice.channel if member.voice else None
        room = self._rooms.get(member.guild.id)
        if channel is None:
            await _say(target, "voice.nowhere")
        elif room is not None and room.channel == channel:
            await self._listen(target, member, room)
        else:
            await self._go(target, channel)

    async def _talk(
        self, target: ReplyTarget, member: discord.Member, arguments: Mapping[str, str]
    ) -> None:
        room = self._rooms.get(member.guild.id)
        if room is None:
            await _say(target, "voice.not_there")
        elif member.voice is None or member.voice.channel != room.channel:
            await _say(target, "voice.elsewhere", channel=room.channel.name)
        else:
            await self._listen(target, member, room)

    async def _listen(self, target: ReplyTarget, member: discord.Member, room: VoiceRoom) -> None:
        """What they say next is for the agent, if they may be heard at all."""
        heard = self._hearable(member.guild, member.id)
        if heard:
            room.listeners.listen(member.id)
        prompt = "voice.listening" if heard else "voice.already"
        await _say(target, prompt, channel=room.channel.name)

    async def _leave(
        self, target: ReplyTarget, member: discord.Member, arguments: Mapping[str, str]
    ) -> None:
        room = self._rooms.pop(member.guild.id, None)
        if room is None:
            await _say(target, "voice.not_there")
            return
        await self._whereabouts.keep(member.guild.id, None)
        await room.leave()
        await _say(target, "voice.left", channel=room.channel.name)

    async def _consent(
        self, target: ReplyTarget, member: discord.Member, arguments: Mapping[str, str]
    ) -> None:
        choice = arguments.get("choice", "")
        if choice in YES_NO:
            agreed = choice == Intent.YES
            await asyncio.to_thread(self._hearable.keep, member.guild, member.id, agreed)
            if not agreed and (room := self._rooms.get(member.guild.id)):
                room.listeners.drop(member.id)
        elif choice:
            await _say(target, "consent.unclear")
            return
        heard = self._hearable(member.guild, member.id)
        await _say(target, "consent.heard" if heard else "consent.unheard")

    async def _go(self, target: ReplyTarget, channel: Channel) -> None:
        """Join, from another voice channel of the server if need be, and say what that means."""
        guild, text = channel.guild, target.channel or channel
        if before := self._rooms.pop(guild.id, None):
            await before.leave()
        try:
            room = await self._enter(channel, text)
        except JoinError as error:
            if self._closing:
                return
            await target.tell(why(error, channel.name))
            return
        except SpeechError as error:
            await _say(target, "voice.refused", reason=error.message)
            return
        greeting = self._greeting(guild)
        words = target.words.shown(Say(greeting, {"channel": channel.name}))
        await target.post(Post(words, form=TALK))
        await room.announce(Say(greeting))
        room.resume(partial(self._hearable, guild))
        self._watch(room)

    async def _come_back(self, channel: Channel, text: Any) -> None:
        """Join again after a restart, and go on with the dialogs there."""
        if channel.guild.id in self._rooms:
            return
        try:
            room = await self._enter(channel, text)
        except (JoinError, SpeechError) as error:
            log.info("Voice was not joined again: %s", type(error).__name__)
            return
        await room.announce(Say(self._greeting(channel.guild)))
        room.resume(partial(self._hearable, channel.guild))
        self._watch(room)

    async def _enter(self, channel: Channel, text: Any) -> VoiceRoom:
        """Be in a voice channel. Raises JoinError and SpeechError."""
        guild = channel.guild.id
        voices = await self._prepare()
        room = self._rooms[guild] = VoiceRoom(voices, channel, text, self._end)
        try:
            await room.join()
        except (JoinError, SpeechError):
            self._rooms.pop(guild, None)
            await self._whereabouts.keep(guild, None)
            raise
        await self._whereabouts.keep(guild, (room.channel.id, room.text.id))
        return room

    def _greeting(self, guild: discord.Guild) -> str:
        return "voice.joined.opt_in" if self._hearable.opts_in(guild) else "voice.joined"

    def _watch(self, room: VoiceRoom) -> None:
        """Leave after a while where only bots are left."""
        guild = room.guild.id
        if timer := self._alone.pop(guild, None):
            timer.cancel()
        if _is_deserted(room.channel):
            loop = asyncio.get_running_loop()
            self._alone[guild] = loop.call_later(self._alone_seconds, self._desert, room)

    def _desert(self, room: VoiceRoom) -> None:
        async def go() -> None:
            if room.open and _is_deserted(room.channel):
                await self._end(room)
                await room.tell(Message("voice.alone", {"channel": room.channel.name}))

        task = asyncio.create_task(go())
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _end(self, room: VoiceRoom) -> None:
        async with self._lock(room.guild):
            if self._rooms.get(room.guild.id) is room:
                del self._rooms[room.guild.id]
                await self._whereabouts.keep(room.guild.id, None)
            await room.leave()

    def _lock(self, guild: discord.Guild) -> asyncio.Lock:
        return self._locks.setdefault(guild.id, asyncio.Lock())


def _is_deserted(channel: Channel) -> bool:
    """Whether only bots are there."""
    members = (channel.guild.get_member(user) for user in channel.voice_states)
    return all(member is not None and member.bot for member in members)


Command = Callable[[ReplyTarget, discord.Member, Mapping[str, str]], Awaitable[None]]


async def _say(target: ReplyTarget, prompt: str, **values: object) -> None:
    await target.tell(target.words.shown(Say(prompt, values)))
