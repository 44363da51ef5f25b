"""Users, roles, members, channels and guilds, and how each looks as Discord's JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord

from .snowflake import DISCORD_EPOCH_MS

if TYPE_CHECKING:
    from .messages import Message

Json = dict[str, Any]
MIB = 1 << 20
UPLOAD_LIMITS = (10 * MIB, 10 * MIB, 50 * MIB, 100 * MIB)
EVERYONE = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    read_message_history=True,
    use_application_commands=True,
    connect=True,
    speak=True,
    use_voice_activation=True,
)


def timestamp(snowflake: int) -> str:
    """When the thing with this identifier was made, in ISO 8601."""
    milliseconds = (snowflake >> 22) + DISCORD_EPOCH_MS
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()


@dataclass(eq=False)
class User:
    """An account."""

    id: int
    name: str
    bot: bool = False

    @property
    def mention(self) -> str:
        """What to type to mention them."""
        return f"<@{self.id}>"

    def json(self) -> Json:
        """As Discord sends it."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": self.name,
            "discriminator": "0000" if self.bot else "0",
            "avatar": None,
            "bot": self.bot,
        }


@dataclass(eq=False)
class Role:
    """A named set of permissions in a guild; the one with the guild's identifier is everyone's."""

    id: int
    name: str
    permissions: discord.Permissions
    position: int = 0

    def json(self) -> Json:
        """As Discord sends it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions.value),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": True,
            "flags": 0,
        }


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    guild: Guild
    roles: list[Role] = field(default_factory=list)

    def json(self, *, with_user: bool = True) -> Json:
        """As Discord sends it; messages carry it without the user."""
        data: Json = {
            "roles": [str(role.id) for role in self.roles],
            "nick": None,
            "avatar": None,
            "joined_at": timestamp(self.guild.id),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }
        return data | {"user": self.user.json()} if with_user else data


@dataclass(eq=False)
class VoiceState:
    """Which voice channel a member is in."""

    member: Member
    channel: Channel
    session_id: str
    self_mute: bool = False
    self_deaf: bool = False
    mute: bool = False
    deaf: bool = False
    suppress: bool = False
    request_to_speak: str | None = None

    def json(self, *, left: bool = False) -> Json:
        """As Discord sends it; with `left`, the state of somebody in no channel."""
        return {
            "guild_id": str(self.member.guild.id),
            "channel_id": None if left else str(self.channel.id),
            "user_id": str(self.member.user.id),
            "member": self.member.json(),
            "session_id": self.session_id,
            "deaf": self.deaf,
            "mute": self.mute,
            "self_deaf": self.self_deaf,
            "self_mute": self.self_mute,
            "self_video": False,
            "suppress": self.suppress,
            "request_to_speak_timestamp": self.request_to_speak,
        }


@dataclass(eq=False)
class Channel:
    """A text, voice or direct-message channel with its messages, oldest first."""

    id: int
    kind: discord.ChannelType
    name: str = ""
    guild: Guild | None = None
    recipient: User | None = None
    parent: Channel | None = None
    """Of a thread or a forum's post."""
    user_limit: int = 0
    denied: dict[int, discord.Permissions] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def json(self) -> Json:
        """As Discord sends it."""
        data: Json = {"id": str(self.id), "type": self.kind.value, "last_message_id": None}
        if self.guild is None:
            assert self.recipient is not None
            return data | {"recipients": [self.recipient.json()]}
        if self.parent is not None:
            return data | self._thread(self.guild, self.parent)
        return data | {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "position": 0,
            "parent_id": None,
            "nsfw": False,
            "topic": None,
            "rate_limit_per_user": 0,
            "bitrate": 64000,
            "user_limit": self.user_limit,
            "rtc_region": None,
            "permission_overwrites": [self._overwrite(*denial) for denial in self.denied.items()],
        }

    def _thread(self, guild: Guild, parent: Channel) -> Json:
        times = {"archive_timestamp": timestamp(self.id), "auto_archive_duration": 1440}
        return {
            "guild_id": str(guild.id),
            "parent_id": str(parent.id),
            "owner_id": str(guild.owner.id),
            "name": self.name,
            "message_count": len(self.messages),
            "member_count": 1,
            "rate_limit_per_user": 0,
            "thread_metadata": {"archived": False, "locked": False, **times},
        }

    def _overwrite(self, target: int, denied: discord.Permissions) -> Json:
        is_member = self.guild is not None and target in self.guild.members
        return {"id": str(target), "type": int(is_member), "allow": "0", "deny": str(denied.value)}


@dataclass(eq=False)
class Guild:
    """A server."""

    id: int
    name: str
    owner: User
    premium_tier: int = 0
    afk_channel: Channel | None = None
    system_channel: Channel | None = None
    added_by: User | None = None
    """Who brought the bot in, as the audit log has it."""
    strangers: int = 0
    """Members besides those that are listed here."""
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    voice_states: dict[int, VoiceState] = field(default_factory=dict)

    @property
    def upload_limit(self) -> int:
        """The most bytes one message may carry."""
        return UPLOAD_LIMITS[self.premium_tier]

    def permissions(self, user: User, channel: Channel | None = None) -> discord.Permissions:
        """What `user` may do here, in `channel` if one is given."""
        member = self.members[user.id]
        if user is self.owner:
            return discord.Permissions.all()
        value = self.roles[self.id].permissions.value
        for role in member.roles:
            value |= role.permissions.value
        if discord.Permissions(value).administrator:
            return discord.Permissions.all()
        channel = channel.parent or channel if channel else None
        for target in (self.id, *(role.id for role in member.roles), user.id):
            if channel and target in channel.denied:
                value &= ~channel.denied[target].value
        return discord.Permissions(value)

    def json(self) -> Json:
        """As the gateway sends it in GUILD_CREATE."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "premium_tier": self.premium_tier,
            "member_count": len(self.members) + self.strangers,
            "joined_at": timestamp(self.id),
            "large": self.strangers > 0,
            "unavailable": False,
            "icon": None,
            "description": None,
            "region": "loopback",
            "preferred_locale": "en-US",
            "afk_timeout": 300,
            "afk_channel_id": str(self.afk_channel.id) if self.afk_channel else None,
            "system_channel_id": str(self.system_channel.id) if self.system_channel else None,
            "system_channel_flags": 0,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "features": [],
            "roles": [role.json() for role in self.roles.values()],
            "members": [member.json() for member in self.members.values()],
            "channels": [each.json() for each in self.channels.values() if not each.parent],
            "threads": [each.json() for each in self.channels.values() if each.parent],
            "voice_states": [state.json() for state in self.voice_states.values()],
            **{key: [] for key in _EMPTY_LISTS},
        }


_EMPTY_LISTS = (
    "emojis",
    "stickers",
    "presences",
    "stage_instances",
    "guild_scheduled_events",
    "soundboard_sounds",
)
