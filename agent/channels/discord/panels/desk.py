"""Where presses of panels come in, and who takes each."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

import discord

from agent.channels.discord.panels.panel import MARK
from agent.channels.discord.panels.visit import Interaction, Visit
from agent.channels.discord.text.reply_target import BotContext
from agent.dialog.intents import Intent
from agent.runtime.dispatcher import Dispatcher
from messages import Message

Handler = Callable[..., Awaitable[None]]
"""Takes a visit and the arguments of the action, each a text or an int, as it is annotated."""
Handlers = Mapping[str, Handler]
DIGITS = 20
LARGEST = 2**63 - 1
"""The largest number that a database holds, and Discord gives."""
OUTDATED = Message("press.outdated")
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

    def is_for(self, interaction: Interaction) -> bool:
        """Whether it is a press or a form of a panel."""
        return interaction.type in PRESSES and _pressed(interaction).startswith(f"{MARK}:")

    async def take(self, interaction: Interaction) -> None:
        """Take a press of a panel; of one by another version that is told."""
        visit = Visit(self._context, self._dispatcher, interaction)
        _, name, *given = _pressed(interaction).split(":")
        handler = self._handlers.get(name, _outdated)
        try:
            arguments = _arguments(handler, given)
        except ValueError:
            handler, arguments = _outdated, []
        await self._do(visit, handler, *arguments)

    async def _do(self, visit: Visit, handler: Handler, *arguments: Any) -> None:
        task = asyncio.ensure_future(handler(visit, *arguments))
        await asyncio.wait({task}, timeout=self._seconds)
        if not task.done():
            await visit.defer()
        await task


def _pressed(interaction: Interaction) -> str:
    """The custom id; empty for what has none."""
    said = cast(Mapping[str, Any], interaction.data or {})
    return str(said.get("custom_id", ""))


async def _outdated(visit: Visit) -> None:
    await visit.tell(OUTDATED)


def _arguments(handler: Handler, given: Sequence[str]) -> list[str | int]:
    """The arguments of an action as its handler takes them. Raises ValueError where it does not."""
    _, *taken = inspect.signature(handler, eval_str=True).parameters.values()
    needed = sum(each.default is each.empty for each in taken)
    if not needed <= len(given) <= len(taken):
        raise ValueError(given)
    pairs = zip(taken, given, strict=False)
    return [_number(text) if each.annotation is int else text for each, text in pairs]


def _number(text: str) -> int:
    if len(text) > DIGITS or int(text) > LARGEST:
        raise ValueError(text)
    return int(text)
