"""Answers to messages that people type."""

from typing import Any

import discord

from agent.channels.discord.text.posts import Post
from agent.channels.discord.text.reply_target import BotContext, ReplyTarget, User
from messages import Message

SENT = Message("post.sent")
CLOSED = Message("post.closed")


class MessageTarget(ReplyTarget):
    """Where a message was typed. In a server each answer replies to it; alone it just follows."""

    def __init__(
        self, context: BotContext, message: discord.Message, user: User | None = None
    ) -> None:
        """`user` is who is answered, if not the message's author."""
        super().__init__(context, user or message.author, message.guild, message.channel)
        self._message = message

    @property
    def max_bytes(self) -> int:
        return (
            self.guild.filesize_limit if self.guild else discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
        )

    @property
    def granted(self) -> discord.Permissions:
        if self.guild is None or isinstance(self.channel, discord.PartialMessageable):
            return discord.Permissions.all()
        place = self.channel
        if isinstance(place, discord.Thread) and place.parent is None:
            return self.guild.me.guild_permissions  # its channel's are not known
        permissions: discord.Permissions = place.permissions_for(self.guild.me)
        return permissions

    async def post(self, post: Post) -> discord.Message | None:
        """As everywhere; what is about the person goes to them, and the channel hears so."""
        if not (self.guild and post.private and post.files):
            return await super().post(post)
        sent = await self.directly(post)
        await super().post(Post(self.words.shown(SENT if sent else CLOSED)))
        return sent

    async def send(self, post: Post) -> discord.Message | None:
        reply = self._reply() if post.replies else {}
        sent: discord.Message = await self.channel.send(**self.arguments(post), **reply)
        return sent

    def _reply(self) -> dict[str, Any]:
        if self.guild is None or not self.granted.read_message_history:
            return {}
        return {"reference": self._message.to_reference(fail_if_not_exists=False)}
