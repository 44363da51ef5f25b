"""Turns on their way to the runner: in the order in which they were given, and answered in time."""

import asyncio
from collections.abc import Awaitable, Coroutine
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

import discord

from agent.channels.discord.text import uploads
from agent.channels.discord.text.errors import RefusedTurn
from agent.channels.discord.text.interaction_target import InteractionTarget
from agent.channels.discord.text.reply_target import BotContext, ReplyTarget, key_of
from agent.dialog.session import SessionKey
from agent.dialog.turns import Invoked, Said, Turn
from messages import Message


class Intake:
    """Hands turns to the runner. An interaction waits `defer_seconds` before it asks for more."""

    def __init__(self, context: BotContext, defer_seconds: float) -> None:
        self._context = context
        self._defer_seconds = defer_seconds
        self._locks: WeakValueDictionary[SessionKey, asyncio.Lock] = WeakValueDictionary()

    async def take(self, target: ReplyTarget, turn: Awaitable[Turn | None]) -> None:
        """Submit `turn` as soon as it is complete; what the same user gives later waits for it."""
        lock = self._locks.setdefault(target.key, asyncio.Lock())
        self._context.move(target.key, target.channel)
        async with lock:
            complete = await turn
            if complete is not None:
                self._context.runner.submit(target.key, complete, target)

    async def through(self, target: ReplyTarget, turn: Awaitable[Turn]) -> None:
        """Submit `turn` and wait until it is answered; a job may go on."""
        await self.take(target, turn)
        await self._context.runner.stepped(target.key)

    async def answer(self, target: InteractionTarget, work: Coroutine[Any, Any, None]) -> None:
        """Do `work`, which answers in `target`, and keep Discord waiting if it takes its time."""
        task = asyncio.create_task(work)
        await asyncio.wait({task}, timeout=self._defer_seconds)
        if not task.done():
            await target.defer()
        await task
        if not target.answered:
            await target.tell(Message("post.done"), private=True)

    async def said_in_dialog(
        self, message: discord.Message, turn: Said | Invoked
    ) -> Said | Invoked | None:
        """A message that nobody is spoken to with, if its author is in the middle of a dialog."""
        key = key_of(message.guild, message.author.id)
        await self._context.runner.stepped(key)
        if not self._context.runner.standing.is_open(key):
            return None
        self._context.trace(key).said = message.id
        return await self.said(message, turn)

    async def said(self, message: discord.Message, turn: Said | Invoked) -> Said | Invoked:
        """A message's turn with its file. Raises RefusedTurn."""
        voice = uploads.voice_message(message.attachments)
        if voice is None:
            files = await uploads.read(message.attachments, self._context.max_bytes)
            return replace(turn, files=files)
        if self._context.transcribe is None:
            raise RefusedTurn("upload.no_voice")
        return await self._context.transcribe(
            await uploads.fetch_voice(voice, self._context.max_bytes)
        )


async def ready(turn: Turn) -> Turn:
    """A turn that nothing need be waited for."""
    return turn
