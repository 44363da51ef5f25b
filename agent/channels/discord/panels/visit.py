"""One press, form or command of one person: what they may do is looked at anew each time."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

import discord

from agent.channels.discord.panels.panel import Panel, PanelForm, modal_of, view_of
from agent.channels.discord.text.permissions import may_manage, may_teach
from agent.channels.discord.text.reply_target import BotContext, key_of
from agent.channels.discord.text.words import Words, pieces
from agent.dialog.outcomes import Done, Outcome, Refused
from agent.dialog.requests import Request
from agent.runtime.dispatcher import Dispatcher, RequestContext
from agent.services.server_settings import ServerSettings
from messages import Message

Interaction = discord.Interaction[Any]
OVER = ("undo.already", "undo.no_change", "pending.gone")


class Visit:
    """Where something was pressed, and who did it. Answers are theirs alone."""

    def __init__(
        self, context: BotContext, dispatcher: Dispatcher, interaction: Interaction
    ) -> None:
        self.context = context
        self.interaction = interaction
        self.key = key_of(interaction.guild, interaction.user.id)
        self._dispatcher = dispatcher
        self._answering = asyncio.Lock()
        """One answer at a time: what is on its way is not known to be done yet."""

    @property
    def guild(self) -> discord.Guild | None:
        return self.interaction.guild

    @property
    def local(self) -> ServerSettings:
        """The settings in force here."""
        return self.context.local(self.key.workspace)

    @property
    def words(self) -> Words:
        return self.context.words_in(self.key.workspace)

    @property
    def may_teach(self) -> bool:
        return may_teach(self.guild, self.interaction.user, self.local.trainer_role)

    @property
    def may_manage(self) -> bool:
        return may_manage(self.guild, self.interaction.user)

    @property
    def given(self) -> Mapping[str, str]:
        """What a form was filled in with, by the names of its fields."""
        return dict(_given(self.data))

    @property
    def chosen(self) -> list[str]:
        """What was chosen in a menu."""
        values: list[str] = self.data.get("values", [])
        return values

    @property
    def data(self) -> Mapping[str, Any]:
        """What Discord says of the press."""
        return cast(Mapping[str, Any], self.interaction.data or {})

    async def ask(self, request: Request) -> Outcome:
        """What comes of a request of this person, by the rights that they have now."""
        context = RequestContext(
            *self.key,
            datetime.now(UTC),
            lambda fraction: None,
            self.may_teach,
            lambda told: None,
            self.may_manage,
        )
        return await self._dispatcher.answer(context, request)

    def put(self, outcome: Outcome) -> str:
        """What came of a request, in words."""
        match outcome:
            case Done(prompt=prompt, values=values):
                return self.words.shown(Message(prompt, values))
            case Refused(reason=reason):
                return self.words.shown(reason) if isinstance(reason, Message) else reason
        return self.words.shown(Message("post.done"))

    async def defer(self) -> None:
        """Ask Discord for more time, unless it was answered meanwhile."""
        async with self._answering:
            if not self.interaction.response.is_done():
                with suppress(discord.NotFound):  # too late
                    await self.interaction.response.defer(ephemeral=True)

    async def show(self, panel: Panel) -> None:
        """Put a panel in place of the one that was pressed, or give it to this person."""
        response = self.interaction.response
        given: dict[str, Any] = {"content": panel.text, "view": view_of(panel)}
        async with self._answering:
            if response.is_done():
                await self.interaction.edit_original_response(**given)
            elif self.own_panel:
                await response.edit_message(**given)
            else:
                await response.send_message(**given, ephemeral=True)

    async def tell(self, told: Message | str) -> None:
        """Say it to this person alone; the panel that was pressed stays."""
        text = told if isinstance(told, str) else self.words.shown(told)
        text = (pieces(text) or [f"{text[:1_800]}…"])[0]
        async with self._answering:
            if self.interaction.response.is_done():
                await self.interaction.followup.send(text, ephemeral=True)
            else:
                await self.interaction.response.send_message(text, ephemeral=True)

    async def fill_in(self, form: PanelForm) -> None:
        """Have a form filled in."""
        await self.interaction.response.send_modal(modal_of(form))

    @property
    def own_panel(self) -> bool:
        """Whether this came from a panel that nobody else sees."""
        message = self.interaction.message
        return message is not None and message.flags.ephemeral


def is_over(outcome: Outcome) -> bool:
    """Whether somebody else did it before, so that nothing is left to be pressed."""
    reason = outcome.reason if isinstance(outcome, Refused) else None
    return isinstance(reason, Message) and reason.prompt in OVER


def _given(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a form, however deep they are nested."""
    for row in data.get("components", ()):
        yield from _given(row)
        yield from _given({"components": [row["component"]]} if "component" in row else {})
        if "value" in row:
            yield str(row.get("custom_id")), str(row["value"])
