"""Answers to slash commands, presses and forms, for as long as Discord lets them be answered."""

import asyncio
from contextlib import suppress
from typing import Any

import discord

from agent.channels.discord.text.errors import EXPIRED
from agent.channels.discord.text.posts import Post
from agent.channels.discord.text.reply_target import BotContext, ReplyTarget

Interaction = discord.Interaction[Any]


class InteractionTarget(ReplyTarget):
    """Where something was called or pressed. `private` answers are seen by that person alone."""

    def __init__(
        self, context: BotContext, interaction: Interaction, *, private: bool = False
    ) -> None:
        super().__init__(context, interaction.user, interaction.guild, interaction.channel)
        self.interaction = interaction
        self.answered = False
        self._private = private
        self._turn = asyncio.Lock()

    @property
    def max_bytes(self) -> int:
        return self.interaction.filesize_limit

    @property
    def granted(self) -> discord.Permissions:
        return self.interaction.app_permissions if self.guild else discord.Permissions.all()

    async def defer(self) -> None:
        """Ask Discord for more time, unless it was answered meanwhile."""
        async with self._turn:
            if not self.interaction.response.is_done():
                with suppress(discord.NotFound):  # too late: the channel gets the answer instead
                    await self.interaction.response.defer(ephemeral=self._private, thinking=True)

    async def send(self, post: Post) -> discord.Message | None:
        given = self.arguments(post)
        hidden = post.private or self._private
        async with self._turn:
            self.answered = True
            try:
                return await self._respond(given, hidden)
            except discord.NotFound as error:
                if error.code not in EXPIRED:
                    raise
            return await self._afterwards(self.arguments(post), hidden)

    async def _respond(self, given: dict[str, Any], hidden: bool) -> discord.Message | None:
        if self.interaction.is_expired():
            return await self._afterwards(given, hidden)
        if self.interaction.response.is_done():
            message: discord.Message = await self.interaction.followup.send(
                **given, ephemeral=hidden, wait=True
            )
            return message
        callback = await self.interaction.response.send_message(**given, ephemeral=hidden)
        found = callback.resource
        return found if isinstance(found, discord.InteractionMessage) else None

    async def _afterwards(self, given: dict[str, Any], hidden: bool) -> discord.Message | None:
        """When the interaction is over: in the channel, or to the person where it is private."""
        target = self.user if hidden or self.channel is None else self.channel
        sent: discord.Message = await target.send(**given)
        return sent
