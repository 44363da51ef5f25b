"""Messages and their attachments, and how they look as Discord's JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from .records import Channel, Json, User, timestamp


@dataclass(eq=False)
class Attachment:
    """A file hanging on a message; `seconds` makes it a voice message."""

    id: int
    channel_id: int
    filename: str
    content: bytes
    content_type: str | None = None
    description: str | None = None
    seconds: float | None = None

    @property
    def path(self) -> str:
        """Where the content is served, on the host of attachments."""
        return f"/attachments/{self.channel_id}/{self.id}/{self.filename}"

    def json(self) -> Json:
        """As Discord sends it."""
        url = f"https://cdn.discordapp.com{self.path}"
        data: Json = {
            "id": str(self.id),
            "filename": self.filename,
            "size": len(self.content),
            "url": url,
            "proxy_url": url,
            "content_type": self.content_type,
            "description": self.description,
            "flags": 0,
        }
        if self.seconds is not None:
            data |= {"duration_secs": self.seconds, "waveform": "AAAA"}
        return data


@dataclass(eq=False)
class Message:
    """A message as it stands now, edits included."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    reference: Message | None = None
    reactions: dict[str, set[int]] = field(default_factory=dict)
    mentions: list[User] = field(default_factory=list)
    mention_everyone: bool = False
    visible_to: User | None = None
    edits: int = 0
    deleted: bool = False

    def json(self) -> Json:
        """As Discord sends it."""
        guild = self.channel.guild
        data: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "type": 19 if self.reference else 0,
            "author": self.author.json(),
            "content": self.content,
            "timestamp": timestamp(self.id),
            "edited_timestamp": datetime.now(UTC).isoformat() if self.edits else None,
            "tts": False,
            "mention_everyone": self.mention_everyone,
            "mentions": [user.json() for user in self.mentions],
            "mention_roles": [],
            "attachments": [attachment.json() for attachment in self.attachments],
            "embeds": self.embeds,
            "components": self.components,
            "reactions": [],
            "pinned": False,
            "flags": self.flags,
        }
        if guild is not None:
            data["guild_id"] = str(guild.id)
            if self.author.id in guild.members:
                data["member"] = guild.members[self.author.id].json(with_user=False)
        if self.reference is not None:
            data["message_reference"] = {
                "message_id": str(self.reference.id),
                "channel_id": str(self.channel.id),
            }
            gone = self.reference.deleted
            data["referenced_message"] = None if gone else self.reference.json()
        return data
