"""Simulated people: they type, upload, react, click, choose, fill in forms, call commands, talk."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

import discord

from .interactions import Interactions, Invocation, filled, find_component
from .messages import Attachment, Message
from .records import Channel, Json, User, VoiceState
from .slash import CommandLine, Given, Value
from .uploads import File, RefusedError
from .voice_server import VoiceServer
from .voices import Voice
from .world import World

BUTTON = 2


class Person:
    """Somebody in front of a Discord client."""

    def __init__(
        self, user: User, world: World, interactions: Interactions, voice: VoiceServer
    ) -> None:
        self.user = user
        self._voice = voice
        self._world = world
        self._interactions = interactions

    @property
    def direct(self) -> Channel:
        """The direct-message channel between this person and the bot."""
        return self._world.direct_channel(self.user)

    def types(
        self,
        channel: Channel,
        content: str = "",
        *,
        files: Sequence[File] = (),
        reply_to: Message | None = None,
    ) -> Message:
        """Send a message, which mentions whoever it names or replies to."""
        message = Message(self._world.ids.next(), channel, self.user, content)
        message.attachments = [self._upload(channel, file) for file in files]
        message.mentions = self._world.mentioned(content)
        message.mention_everyone = "@everyone" in content
        message.reference = reply_to
        if reply_to is not None and reply_to.author not in message.mentions:
            message.mentions.append(reply_to.author)
        if any(file.seconds is not None for file in files):
            message.flags |= discord.MessageFlags(voice=True).value
        return self._world.post(message)

    def edits(self, message: Message, content: str) -> None:
        """Change an own message."""
        message.content = content
        self._world.edited(message)

    def deletes(self, message: Message) -> None:
        """Delete a message."""
        self._world.delete(message)

    def reacts(self, message: Message, emoji: str) -> None:
        """Add a reaction."""
        self._world.react(message, self.user, emoji, add=True)

    async def ask(self, channel: Channel, content: str) -> Message:
        """Type something and return the bot's next message in that channel."""
        question = self.types(channel, content)
        return await self.sees(channel, after=question)

    async def sees(
        self,
        channel: Channel,
        *,
        after: Message | None = None,
        having: Callable[[Message], bool] = lambda message: True,
    ) -> Message:
        """The bot's first message in `channel`, later than `after`, that is `having` it right."""
        start = after.id if after else 0

        def found() -> Message | None:
            visible = [m for m in channel.messages if m.id > start and self.may_see(m)]
            return next((m for m in visible if m.author is self._world.bot and having(m)), None)

        return await self._world.changes.until(found)

    def may_see(self, message: Message) -> bool:
        """Whether this message shows up for this person."""
        return message.visible_to in (None, self.user)

    def click(self, message: Message, button: str) -> Invocation:
        """Press the button with this label or custom id."""
        component = self._usable(message, button)
        return self._use(message, {"custom_id": component["custom_id"], "component_type": BUTTON})

    def select(self, message: Message, menu: str, *values: str) -> Invocation:
        """Choose values, by label or value, in the menu with this placeholder or custom id."""
        component = self._usable(message, menu)
        options = component.get("options", [])
        chosen = [o["value"] for o in options if o["value"] in values or o["label"] in values]
        if options and len(chosen) != len(values):
            raise RefusedError(f"The menu {menu!r} does not offer all of {values}.")
        return self._use(
            message,
            {
                "custom_id": component["custom_id"],
                "component_type": component["type"],
                "values": chosen or list(values),
            },
        )

    def submit(self, invocation: Invocation, **values: str) -> Invocation:
        """Fill in the form that answered `invocation`; fields by label or custom id."""
        modal = invocation.modal
        if modal is None:
            raise RefusedError("No form was opened.")
        data = {
            "custom_id": modal["custom_id"],
            "components": filled(modal["components"], values),
        }
        kind = discord.InteractionType.modal_submit
        channel, message = invocation.channel, invocation.message
        return self._interactions.start(kind, self.user, channel, data, message)

    def slash(self, channel: Channel, command: str, **options: Given) -> Invocation:
        """Call a slash command; a subcommand is written after its group: "dataset list"."""
        kind = discord.InteractionType.application_command
        data = self._command(channel).data(command, options)
        return self._interactions.start(kind, self.user, channel, data)

    def uses(self, message: Message, entry: str) -> Invocation:
        """Choose an entry of a message's Apps menu."""
        kind = discord.InteractionType.application_command
        data = self._command(message.channel).about(entry, message)
        return self._interactions.start(kind, self.user, message.channel, data)

    def unreacts(self, message: Message, emoji: str) -> None:
        """Take a reaction away."""
        self._world.react(message, self.user, emoji, add=False)

    async def completes(
        self, channel: Channel, command: str, option: str, text: str
    ) -> list[tuple[str, Value]]:
        """What the bot offers, as (name, value), when `text` is typed into an option."""
        kind = discord.InteractionType.autocomplete
        data = self._command(channel).data(command, {option: text}, focused=option)
        invocation = self._interactions.start(kind, self.user, channel, data)
        await invocation.acknowledgement()
        return [(choice["name"], choice["value"]) for choice in invocation.choices or []]

    def joins(self, channel: Channel, *, deaf: bool = False) -> Voice:
        """Join a voice channel, deafened or not; wait for `Voice.ready` before speaking."""
        assert channel.guild is not None
        member = channel.guild.members[self.user.id]
        state = VoiceState(member, channel, secrets.token_hex(8), self_deaf=deaf)
        call = self._voice.call(channel)
        voice = Voice(self._world, call, state, self._voice.new_ssrc())
        self._world.move_voice(state, channel)
        call.enter(voice)
        return voice

    def _upload(self, channel: Channel, file: File) -> Attachment:
        limit = channel.guild.upload_limit if channel.guild else 10 << 20
        if len(file.content) > limit:
            raise RefusedError(f"{file.name} is larger than the {limit} bytes allowed here.")
        kind, seconds = file.content_type, file.seconds
        return self._world.attach(
            channel.id, file.name, file.content, content_type=kind, seconds=seconds
        )

    def _usable(self, message: Message, name: str) -> Json:
        component = find_component(message.components, name)
        if message.deleted or not self.may_see(message):
            raise RefusedError("This message is not there for this person.")
        if component.get("disabled"):
            raise RefusedError(f"{name!r} is disabled.")
        return component

    def _use(self, message: Message, data: Json) -> Invocation:
        kind = discord.InteractionType.component
        return self._interactions.start(kind, self.user, message.channel, data, message)

    def _command(self, channel: Channel) -> CommandLine:
        return CommandLine(self._world, channel, self._upload)
