"""The one state behind REST, gateway and voice, and the changes it can go through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import discord

from .changes import Changes
from .messages import Attachment, Message
from .records import EVERYONE, Channel, Guild, Json, Member, Role, User, VoiceState
from .snowflake import Snowflakes

MENTION = re.compile(r"<@!?(\d+)>")


def _nobody(event: str, data: Json) -> None:
    """The subscriber before the gateway is there."""


@dataclass(eq=False)
class World:
    """Everything that exists; each change is published as a gateway event."""

    ids: Snowflakes = field(default_factory=Snowflakes)
    changes: Changes = field(default_factory=Changes)
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    commands: dict[int, Json] = field(default_factory=dict)
    typing: list[Channel] = field(default_factory=list)
    subscriber: Callable[[str, Json], None] = _nobody
    bot: User = field(init=False)

    def __post_init__(self) -> None:
        self.bot = self.add_user("robin", bot=True)

    def publish(self, event: str, data: Json) -> None:
        """Send a gateway event and wake those who wait for a change."""
        self.subscriber(event, data)
        self.changes.notify()

    def add_user(self, name: str, *, bot: bool = False) -> User:
        """A new account."""
        user = User(self.ids.next(), name, bot)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User, *, joined: bool = True) -> Guild:
        """A new guild with its owner and the bot in it; one not `joined` is for `readd_guild`."""
        guild = Guild(self.ids.next(), name, owner)
        guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYONE)
        for user in (owner, self.bot):
            guild.members[user.id] = Member(user, guild)
        if joined:
            self.readd_guild(guild)
        return guild

    def _joined(self, guild: Guild) -> None:
        """Only a guild that was there before says whether it is available."""
        data = guild.json()
        del data["unavailable"]
        self.publish("GUILD_CREATE", data)

    def remove_guild(self, guild: Guild) -> None:
        """The bot is no longer in `guild`."""
        del self.guilds[guild.id]
        for channel in guild.channels:
            self.channels.pop(channel, None)
        self.publish("GUILD_DELETE", {"id": str(guild.id), "unavailable": False})

    def readd_guild(self, guild: Guild) -> None:
        """The bot comes back into a `guild` it was removed from."""
        self.guilds[guild.id] = guild
        self.channels.update(guild.channels)
        self._joined(guild)

    def add_role(self, guild: Guild, name: str, permissions: discord.Permissions) -> Role:
        """A new role, above the roles there are."""
        role = Role(self.ids.next(), name, permissions, position=len(guild.roles))
        guild.roles[role.id] = role
        self.publish("GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": role.json()})
        return role

    def add_member(self, guild: Guild, user: User) -> Member:
        """`user` joins `guild`."""
        member = guild.members[user.id] = Member(user, guild)
        self.publish("GUILD_MEMBER_ADD", member.json() | {"guild_id": str(guild.id)})
        return member

    def give_role(self, member: Member, role: Role) -> None:
        """`member` gets `role`."""
        member.roles.append(role)
        update = member.json() | {"guild_id": str(member.guild.id)}
        self.publish("GUILD_MEMBER_UPDATE", update)

    def add_channel(self, guild: Guild, name: str, kind: discord.ChannelType) -> Channel:
        """A new channel in `guild`."""
        channel = Channel(self.ids.next(), kind, name, guild)
        self.channels[channel.id] = guild.channels[channel.id] = channel
        self.publish("CHANNEL_CREATE", channel.json())
        return channel

    def add_thread(self, parent: Channel, name: str) -> Channel:
        """A new thread in a text channel, or a new post in a forum."""
        guild = parent.guild
        assert guild is not None
        kind = discord.ChannelType.public_thread
        thread = Channel(self.ids.next(), kind, name, guild, parent=parent)
        self.channels[thread.id] = guild.channels[thread.id] = thread
        self.publish("THREAD_CREATE", thread.json() | {"newly_created": True})
        return thread

    def remove_channel(self, channel: Channel) -> None:
        """The channel is deleted, and its messages with it."""
        del self.channels[channel.id]
        if channel.guild is not None:
            del channel.guild.channels[channel.id]
            for state in list(channel.guild.voice_states.values()):
                if state.channel is channel:
                    self.move_voice(state, None)
        self.publish("THREAD_DELETE" if channel.parent else "CHANNEL_DELETE", channel.json())

    def change_channel(self, channel: Channel, **values: Any) -> None:
        """Change fields of a channel: `change_channel(bridge, user_limit=2)`."""
        for name, value in values.items():
            setattr(channel, name, value)
        self.publish("CHANNEL_UPDATE", channel.json())

    def change_guild(self, guild: Guild, **values: Any) -> None:
        """Change fields of a guild: `change_guild(guild, afk_channel=bridge)`."""
        for name, value in values.items():
            setattr(guild, name, value)
        self.publish("GUILD_UPDATE", guild.json())

    def change_voice(self, state: VoiceState, **values: Any) -> None:
        """Somebody is muted, deafened or let onto a stage: `change_voice(state, mute=True)`."""
        for name, value in values.items():
            setattr(state, name, value)
        self.publish("VOICE_STATE_UPDATE", state.json())

    def deny(self, channel: Channel, target: User | Role, **permissions: bool) -> None:
        """Take permissions in one channel away: `deny(general, bot, embed_links=True)`."""
        channel.denied[target.id] = discord.Permissions(**permissions)
        self.publish("CHANNEL_UPDATE", channel.json())

    def direct_channel(self, user: User) -> Channel:
        """The bot's direct-message channel with `user`, made at first use."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.ids.next(), discord.ChannelType.private, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def attach(self, channel_id: int, filename: str, content: bytes, **more: Any) -> Attachment:
        """Store a file so that the attachment host serves it; `more` are fields of Attachment."""
        attachment = Attachment(self.ids.next(), channel_id, filename, content, **more)
        self.attachments[attachment.path] = attachment
        return attachment

    def post(self, message: Message) -> Message:
        """Add a message to its channel; one that only one user may see is not published."""
        message.channel.messages.append(message)
        if message.visible_to is None:
            self.publish("MESSAGE_CREATE", message.json())
        self.changes.notify()
        return message

    def edited(self, message: Message) -> None:
        """Publish that `message` was changed."""
        message.edits += 1
        if message.visible_to is None:
            self.publish("MESSAGE_UPDATE", message.json())
        self.changes.notify()

    def delete(self, message: Message) -> None:
        """Take `message` out of its channel."""
        message.deleted = True
        message.channel.messages.remove(message)
        gone = {"id": str(message.id), "channel_id": str(message.channel.id)}
        self.publish("MESSAGE_DELETE", self._located(gone, message.channel))

    def react(self, message: Message, user: User, emoji: str, *, add: bool) -> None:
        """Add or take away one user's reaction."""
        users = message.reactions.setdefault(emoji, set())
        (users.add if add else users.discard)(user.id)
        data: Json = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "message_author_id": str(message.author.id),
            "emoji": {"id": None, "name": emoji},
            "type": 0,
            "burst": False,
        }
        guild = message.channel.guild
        if add and guild is not None:
            data["member"] = guild.members[user.id].json()
        name = "MESSAGE_REACTION_ADD" if add else "MESSAGE_REACTION_REMOVE"
        self.publish(name, self._located(data, message.channel))

    def move_voice(self, state: VoiceState, channel: Channel | None) -> None:
        """Put a member into a voice channel, or out of voice with None, and publish it."""
        states = state.member.guild.voice_states
        if channel is None:
            states.pop(state.member.user.id, None)
        else:
            state.channel = channel
            states[state.member.user.id] = state
        self.publish("VOICE_STATE_UPDATE", state.json(left=channel is None))

    def mentioned(self, content: str, allowed: Iterable[int] | None = None) -> list[User]:
        """The users mentioned in `content`, of those allowed (None: all)."""
        named = dict.fromkeys(map(int, MENTION.findall(content)))
        chosen = named if allowed is None else [user for user in allowed if user in named]
        return [self.users[user] for user in chosen if user in self.users]

    @staticmethod
    def _located(data: Json, channel: Channel) -> Json:
        return data if channel.guild is None else data | {"guild_id": str(channel.guild.id)}
