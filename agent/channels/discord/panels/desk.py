"""Where presses of panels come in, and who takes each."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from agent.channels.discord.panels.panel import MARK
from agent.channels.discord.panels.visit import Interaction, Visit
from agent.channels.discord.text.reply_target import BotContext
from agent.dialog.intents import Intent
from agent.runtime.dispatcher import Dispatcher

Handler = Callable[..., Awaitable[None]]
"""Takes a visit and the arguments of the action, as texts."""
Handlers = Mapping[str, Handler]
PRESSES = (discord.InteractionType.component, discord.InteractionType.modal_submit)


class Desk:
    """Hands presses to the panels; what takes its time is put off as Discord wants it."""

    def __init__(self, context: BotContext, dispatcher: Dispatcher, seconds: float) -> None:
        self._context = context
        self._dispatcher = dispatcher
        self._seconds = seconds
        self._handlers: dict[str, Handler] = {}
        self._openers: dict[Intent, Handler] = {}

    def add(self, handlers: Handlers, openers: Mapping[Intent, Handler] | None = None) -> None:
        """Have these presses taken; `openers` are commands that open a panel."""
        self._handlers |= handlers
        self._openers |= openers or {}

    def opens(self, command: Intent) -> bool:
        """Whether a command, given with nothing else, opens a panel."""
        return command in self._openers

    async def open(self, interaction: Interaction, command: Intent) -> None:
        """Open the panel of a command."""
        await self.visit(interaction, self._openers[command])

    async def visit(self, interaction: Interaction, handler: Handler, *arguments: Any) -> None:
        """Have something else taken like a press."""
        await self._do(Visit(self._context, self._dispatcher, interaction), handler, *arguments)

    async def take(self, interaction: Interaction) -> bool:
        """Take a press, if it is one of a panel."""
        visit = Visit(self._context, self._dispatcher, interaction)
        custom_id = str(visit.data.get("custom_id", ""))
        mark, _, rest = custom_id.partition(":")
        if interaction.type not in PRESSES or mark != MARK:
            return False
        name, *arguments = rest.split(":")
        handler = self._handlers.get(name)
        if handler is None:  # of another version
            return False
        await self._do(visit, handler, *arguments)
        return True

    async def _do(self, visit: Visit, handler: Handler, *arguments: Any) -> None:
        task = asyncio.ensure_future(handler(visit, *arguments))
        await asyncio.wait({task}, timeout=self._seconds)
        if not task.done() and not visit.interaction.response.is_done():
            await visit.interaction.response.defer(ephemeral=True)
        await task
