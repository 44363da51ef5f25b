"""Turns on their way to the runner: in the order in which they were given, and answered in time."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

import discord

from agent.channels.discord import uploads
from agent.channels.discord.errors import RefusedTurn
from agent.channels.discord.interaction_place import InteractionPlace
from agent.channels.discord.place import Hub, Place, key_of
from agent.session import SessionKey
from agent.turns import Said, Turn


class Intake:
    """Hands turns to the runner. An interaction waits `defer_seconds` before it asks for more."""

    def __init__(self, hub: Hub, defer_seconds: float) -> None:
        self._hub = hub
        self._defer_seconds = defer_seconds
        self._locks: WeakValueDictionary[SessionKey, asyncio.Lock] = WeakValueDictionary()

    async def take(self, place: Place, turn: Awaitable[Turn | None]) -> None:
        """Submit `turn` as soon as it is complete; what the same user gives later waits for it."""
        lock = self._locks.setdefault(place.key, asyncio.Lock())
        self._hub.move(place.key, place.channel)
        async with lock:
            complete = await turn
            if complete is not None:
                self._hub.runner.submit(place.key, complete, place)

    async def through(self, place: Place, turn: Awaitable[Turn]) -> None:
        """Submit `turn` and wait until it is answered; a job may go on."""
        await self.take(place, turn)
        await self._hub.runner.stepped(place.key)

    async def answer(self, place: InteractionPlace, work: Coroutine[Any, Any, None]) -> None:
        """Do `work`, which answers in `place`, and keep Discord waiting if it takes its time."""
        task = asyncio.create_task(work)
        await asyncio.wait({task}, timeout=self._defer_seconds)
        if not task.done():
            await place.defer()
        await task
        if not place.answered:
            await place.tell("Done.", private=True)

    async def said_in_dialog(self, message: discord.Message, words: str) -> Said | None:
        """A message that nobody is spoken to with, if its author is in the middle of a dialog."""
        key = key_of(message.guild, message.author.id)
        await self._hub.runner.stepped(key)
        return await self.said(message, words) if self._hub.runner.is_open(key) else None

    async def said(self, message: discord.Message, words: str) -> Said:
        """A message as a turn, with its file. Raises RefusedTurn."""
        voice = uploads.voice_message(message.attachments)
        if voice is None:
            return Said(words, await uploads.read(message.attachments, self._hub.most_bytes))
        if self._hub.transcribe is None:
            raise RefusedTurn("I cannot make out voice messages here; please type it.")
        return await self._hub.transcribe(await uploads.fetch_voice(voice, self._hub.most_bytes))
