"""The text beside a spoken dialog: the channel where the agent was called to join."""

from typing import Any

import discord

from agent.channels.discord.text.posts import Post
from agent.channels.discord.text.reply_target import BotContext, ReplyTarget


class TextTarget(ReplyTarget):
    """What is no good aloud is written here, for one person; they may also go on here."""

    def __init__(
        self, context: BotContext, member: discord.Member, channel: Any, *, named: bool = False
    ) -> None:
        """`named` says that others are in a dialog here, too, so it is said whom this is for."""
        super().__init__(context, member, member.guild, channel)
        self._guild = member.guild
        self._named = named

    @property
    def max_bytes(self) -> int:
        return self._guild.filesize_limit

    @property
    def granted(self) -> discord.Permissions:
        permissions: discord.Permissions = self.channel.permissions_for(self._guild.me)
        return permissions

    async def send(self, post: Post) -> discord.Message | None:
        post = post.addressed(self.user.mention) if self._named else post
        sent: discord.Message = await self.channel.send(**self.arguments(post))
        return sent
