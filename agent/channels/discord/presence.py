"""What everybody sees beside the agent's name: that it learns, and how far it is."""

import asyncio

import discord

from agent.prompts.render import Renderer

STEPS = 5
"""So often in a training the presence changes; Discord limits how often it may."""
PAUSE = 5.0
"""Seconds between two changes at least, but for the last."""


class Presence:
    """Shows how far a training is; where several run, the one that moved last."""

    def __init__(self, client: discord.Client, words: Renderer) -> None:
        self._client = client
        self._words = words
        self._shown = 0
        self._at = -PAUSE
        self._tasks: set[asyncio.Task[None]] = set()

    def show(self, fraction: float | None) -> None:
        """How far it is; None where it ended. From the event loop."""
        step = 0 if fraction is None else 1 + int(STEPS * fraction)
        now = asyncio.get_running_loop().time()
        too_soon = fraction is not None and now - self._at < PAUSE
        if step == self._shown or too_soon or not self._client.is_ready():
            return
        self._shown, self._at = step, now
        task = asyncio.create_task(self._change(fraction))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _change(self, fraction: float | None) -> None:
        activity = None
        if fraction is not None:
            share = round(STEPS * fraction) / STEPS
            activity = discord.CustomActivity(self._words.text("presence.learning", share=share))
        await self._client.change_presence(activity=activity)
