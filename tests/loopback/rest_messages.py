"""Messages over REST: sending, editing, deleting, reactions, typing; and the attachment host."""

from __future__ import annotations

from urllib.parse import unquote

from aiohttp import web

from .messages import Attachment, Message
from .records import Channel, Json
from .rest import ApiError, Body, answer, read_body
from .world import World

MAX_CONTENT = 2000
MAX_FILES = 10
EPHEMERAL = 64
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
EMPTY_MESSAGE, INVALID_FORM, TOO_LARGE = 50006, 50035, 40005
NOT_THE_AUTHOR = 50005


class Messages:
    """What a bot may do with messages, and the checks that Discord makes."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """The routes below the version prefix."""
        one, reactions = "/channels/{channel}/messages/{message}", "/reactions/{emoji}/{user}"
        return [
            web.post("/channels/{channel}/messages", self.send),
            web.get("/channels/{channel}/messages", self.history),
            web.get(one, self.fetch),
            web.patch(one, self.edit),
            web.delete(one, self.delete),
            web.put(one + reactions, self.react),
            web.delete(one + reactions, self.unreact),
            web.post("/channels/{channel}/typing", self.typing),
            web.post(one + "/threads", self.begin_thread),
            web.post("/channels/{channel}/threads", self.open_thread),
        ]

    async def send(self, request: web.Request) -> web.Response:
        """POST a new message."""
        channel = self.channel(request)
        body = await read_body(request)
        self._check_permissions(channel, body)
        return answer(self._world.post(self.build(channel, body)).json())

    async def history(self, request: web.Request) -> web.Response:
        """GET the latest messages, newest first."""
        channel = self.channel(request)
        self.need(channel, "read_message_history")
        before = int(request.query.get("before", 1 << 63))
        after = int(request.query.get("after", 0))
        chosen = [m for m in channel.messages if after < m.id < before and not m.visible_to]
        limit = int(request.query.get("limit", 50))
        return answer([message.json() for message in reversed(chosen[-limit:])])

    async def fetch(self, request: web.Request) -> web.Response:
        """GET one message."""
        return answer(self._message(request).json())

    async def edit(self, request: web.Request) -> web.Response:
        """PATCH one of the bot's own messages."""
        message = self._message(request)
        if message.author is not self._world.bot:
            raise ApiError(403, NOT_THE_AUTHOR, "Cannot edit a message authored by another user")
        self.change(message, await read_body(request))
        return answer(message.json())

    async def delete(self, request: web.Request) -> web.Response:
        """DELETE a message; others' only with Manage Messages."""
        message = self._message(request)
        if message.author is not self._world.bot:
            self.need(message.channel, "manage_messages")
        self._world.delete(message)
        return answer()

    async def react(self, request: web.Request) -> web.Response:
        """PUT a reaction of the bot."""
        return self._reaction(request, add=True)

    async def unreact(self, request: web.Request) -> web.Response:
        """DELETE a reaction."""
        return self._reaction(request, add=False)

    async def typing(self, request: web.Request) -> web.Response:
        """POST that the bot is typing."""
        self._world.typing.append(self.channel(request))
        self._world.changes.notify()
        return answer()

    async def begin_thread(self, request: web.Request) -> web.Response:
        """POST a thread that begins with a message."""
        message, body = self._message(request), await read_body(request)
        self.need(message.channel, "create_public_threads")
        return answer(self._world.add_thread(message.channel, body.data["name"]).json())

    async def open_thread(self, request: web.Request) -> web.Response:
        """POST a thread that begins with nothing."""
        channel, body = self.channel(request), await read_body(request)
        self.need(channel, "create_public_threads")
        return answer(self._world.add_thread(channel, body.data["name"]).json())

    def channel(self, request: web.Request) -> Channel:
        """The channel of the path, if it is there and the bot may see it."""
        channel = self._world.channels.get(int(request.match_info["channel"]))
        if channel is None:
            raise ApiError(404, UNKNOWN_CHANNEL, "Unknown Channel")
        if not self._may(channel, "view_channel"):
            raise ApiError(403, MISSING_ACCESS, "Missing Access")
        return channel

    def need(self, channel: Channel, permission: str) -> None:
        """Raise Discord's error when the bot lacks `permission` in `channel`."""
        if not self._may(channel, permission):
            raise ApiError(403, MISSING_PERMISSIONS, "Missing Permissions")

    def build(self, channel: Channel, body: Body) -> Message:
        """A message of the bot from a request's body; not yet posted."""
        message = Message(self._world.ids.next(), channel, self._world.bot)
        message.flags = body.data.get("flags") or 0
        self._fill(message, body)
        reference = body.data.get("message_reference")
        if reference:
            message.reference = self._replied(channel, reference)
            self._mention_replied(message, body.data.get("allowed_mentions"))
        if not (message.content or message.embeds or message.attachments or message.components):
            raise ApiError(400, EMPTY_MESSAGE, "Cannot send an empty message")
        return message

    def change(self, message: Message, body: Body) -> None:
        """Apply an edit and publish it."""
        self._fill(message, body)
        self._world.edited(message)

    def _fill(self, message: Message, body: Body) -> None:
        data = body.data
        if "content" in data:
            message.content = data["content"] or ""
        if len(message.content) > MAX_CONTENT:
            raise ApiError(400, INVALID_FORM, "Invalid Form Body: content: 2000 or fewer in length")
        message.embeds = data.get("embeds") or (message.embeds if "embeds" not in data else [])
        if "components" in data:
            message.components = data["components"] or []
        if "attachments" in data or body.files:
            message.attachments = self._attachments(message, body)
        self._mention(message, data.get("allowed_mentions"))

    def _attachments(self, message: Message, body: Body) -> list[Attachment]:
        channel = message.channel
        limit = channel.guild.upload_limit if channel.guild else 10 << 20
        if any(len(file.content) > limit for file in body.files.values()):
            raise ApiError(413, TOO_LARGE, "Request entity too large")
        told = {int(entry["id"]): entry for entry in body.data.get("attachments") or []}
        kept = [attachment for attachment in message.attachments if attachment.id in told]
        new = [
            self._world.attach(
                channel.id,
                file.filename,
                file.content,
                description=told.get(number, {}).get("description"),
            )
            for number, file in body.files.items()
        ]
        if len(kept) + len(new) > MAX_FILES:
            raise ApiError(400, INVALID_FORM, "Invalid Form Body: attachments: 10 or fewer")
        return kept + new

    def _mention(self, message: Message, allowed: Json | None) -> None:
        kinds = ("users", "everyone") if allowed is None else allowed.get("parse", ())
        users = None if "users" in kinds else list(map(int, (allowed or {}).get("users", ())))
        message.mentions = self._world.mentioned(message.content, users)
        loud = "@everyone" in message.content or "@here" in message.content
        message.mention_everyone = loud and "everyone" in kinds

    def _replied(self, channel: Channel, reference: Json) -> Message | None:
        """The message replied to; one that is gone is an error unless the bot says it is not."""
        try:
            return self._find(channel, int(reference["message_id"]))
        except ApiError:
            if reference.get("fail_if_not_exists", True):
                raise
            return None

    @staticmethod
    def _mention_replied(message: Message, allowed: Json | None) -> None:
        replied = message.reference.author if message.reference else None
        wanted = allowed is None or allowed.get("replied_user", False)
        if replied and wanted and replied not in message.mentions:
            message.mentions.append(replied)

    def _check_permissions(self, channel: Channel, body: Body) -> None:
        self.need(channel, "send_messages_in_threads" if channel.parent else "send_messages")
        if body.data.get("embeds"):
            self.need(channel, "embed_links")
        if body.files:
            self.need(channel, "attach_files")
        if body.data.get("message_reference"):
            self.need(channel, "read_message_history")

    def _may(self, channel: Channel, permission: str) -> bool:
        if channel.guild is None:
            return True
        granted = channel.guild.permissions(self._world.bot, channel)
        return bool(getattr(granted, permission))

    def _message(self, request: web.Request) -> Message:
        return self._find(self.channel(request), int(request.match_info["message"]))

    @staticmethod
    def _find(channel: Channel, number: int) -> Message:
        for message in channel.messages:
            if message.id == number:
                return message
        raise ApiError(404, UNKNOWN_MESSAGE, "Unknown Message")

    def _reaction(self, request: web.Request, *, add: bool) -> web.Response:
        message = self._message(request)
        if add:
            self.need(message.channel, "add_reactions")
        user = request.match_info["user"]
        who = self._world.bot if user == "@me" else self._world.users[int(user)]
        self._world.react(message, who, unquote(request.match_info["emoji"]), add=add)
        return answer()


def attachment_host(world: World) -> web.Application:
    """The host that serves attachments."""

    async def serve(request: web.Request) -> web.Response:
        attachment = world.attachments.get(request.path)
        if attachment is None:
            return web.Response(status=404)
        return web.Response(body=attachment.content)

    app = web.Application()
    app.router.add_get("/attachments/{channel}/{id}/{name}", serve)
    return app
