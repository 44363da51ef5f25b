"""The commands about voice channels: join, leave, consent."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import discord

from agent.channels.discord.call.call import Channel
from agent.channels.discord.call.trouble import JoinError
from agent.channels.discord.text.reply_target import Extra, ReplyTarget
from agent.channels.discord.voice.hearable import Hearable
from agent.channels.discord.voice.room import VoiceRoom, Voices
from agent.channels.discord.voice.sentences import unknown_voices, why
from agent.dialog.intents import YES_NO, Intent
from agent.dialog.turns import Say
from messages import Message
from speech.errors import SpeechError

ALONE_SECONDS = 120.0

Prepare = Callable[[], Awaitable[Voices]]
"""Makes ready what hears and speaks, at the first call."""


class VoiceCommands:
    """The voice channels the agent is in, one a server, and the commands that change that."""

    def __init__(
        self, hearable: Hearable, prepare: Prepare, alone_seconds: float = ALONE_SECONDS
    ) -> None:
        self._hearable = hearable
        self._prepare = prepare
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

    def remark(self, guild: discord.Guild) -> Message | None:
        """What the doctor says of the voice channel of a server, if anything."""
        room = self._rooms.get(guild.id)
        return unknown_voices(room.unattributed, room.channel.name) if room else None

    async def close(self) -> None:
        """Leave all voice channels, and what is being joined."""
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
        elif before.channel == room.channel != after.channel:
            room.listeners.drop(member.id)
        self._watch(room)

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
            await _say(target, "voice.already", channel=channel.name)
        else:
            await self._go(target, channel)

    async def _leave(
        self, target: ReplyTarget, member: discord.Member, arguments: Mapping[str, str]
    ) -> None:
        room = self._rooms.pop(member.guild.id, None)
        if room is None:
            await _say(target, "voice.not_there")
            return
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
            voices = await self._prepare()
            room = self._rooms[guild.id] = VoiceRoom(voices, channel, text, self._end)
            await room.join()
        except JoinError as error:
            self._rooms.pop(guild.id, None)
            if self._closing:
                return
            await target.tell(why(error, channel.name))
            return
        except SpeechError as error:
            await _say(target, "voice.refused", reason=error.message)
            return
        prompt = "voice.joined.opt_in" if self._hearable.opts_in(guild) else "voice.joined"
        await _say(target, prompt, channel=channel.name)
        await room.announce(Say(prompt))
        self._watch(room)

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
