"""That somebody is answered soon is shown, where it takes its time."""

import asyncio
from contextlib import suppress

import discord

from agent.channels.discord.text.reply_target import ReplyTarget

SOON = 0.5
"""Seconds in which an answer needs no sign that it comes."""


class Thinking:
    """Shows that the agent is typing, until what was said is answered."""

    def __init__(self, soon: float = SOON) -> None:
        self._soon = soon
        self._tasks: set[asyncio.Task[None]] = set()

    def about(self, target: ReplyTarget) -> None:
        """Something was said here."""
        asyncio.get_running_loop().call_later(self._soon, self._look, target)

    def _look(self, target: ReplyTarget) -> None:
        if target.context.runner.steps(target.key):
            task = asyncio.create_task(self._show(target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _show(self, target: ReplyTarget) -> None:
        with suppress(discord.HTTPException):  # the answer itself will say what is missing
            async with target.channel.typing():
                await target.context.runner.stepped(target.key)
