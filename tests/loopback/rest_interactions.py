"""Commands, answers to interactions and the messages that follow, over REST."""

from __future__ import annotations

import time
from enum import IntEnum

from aiohttp import web

from .faults import Faults
from .interactions import SECONDS_TO_ANSWER, Interactions, Invocation
from .messages import Message
from .records import Json
from .rest import ApiError, Body, answer, read_body
from .rest_messages import EPHEMERAL, UNKNOWN_MESSAGE, Messages
from .world import World

UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, ALREADY_ACKNOWLEDGED = 10062, 10015, 40060


class Callback(IntEnum):
    """The kinds of answer to an interaction."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


class InteractionRoutes:
    """Registering commands and answering interactions."""

    def __init__(
        self, world: World, faults: Faults, interactions: Interactions, messages: Messages
    ) -> None:
        self._world = world
        self._faults = faults
        self._interactions = interactions
        self._messages = messages

    def routes(self) -> list[web.RouteDef]:
        """The routes below the version prefix."""
        hook, commands = (
            "/webhooks/{application}/{token}",
            "/applications/{application}{guild:.*}/commands",
        )
        return [
            web.get(commands, self.list_commands),
            web.put(commands, self.register_commands),
            web.post("/interactions/{interaction}/{token}/callback", self.callback),
            web.post(hook, self.follow_up),
            web.get(hook + "/messages/{message}", self.fetch),
            web.patch(hook + "/messages/{message}", self.edit),
            web.delete(hook + "/messages/{message}", self.delete),
        ]

    async def list_commands(self, request: web.Request) -> web.Response:
        """GET the registered commands."""
        return answer(list(self._world.commands.values()))

    async def register_commands(self, request: web.Request) -> web.Response:
        """PUT all commands, replacing those of the same scope."""
        scope = request.match_info["guild"].removeprefix("/guilds/") or None
        commands = self._world.commands.items()
        self._world.commands = {key: c for key, c in commands if c.get("guild_id") != scope}
        body = await read_body(request)
        registered = [self._register(command, scope) for command in body.data]
        self._world.changes.notify()
        return answer(registered)

    async def callback(self, request: web.Request) -> web.Response:
        """POST the first answer, within three seconds and once."""
        invocation = self._interactions.find(request.match_info["token"])
        late = invocation and time.monotonic() - invocation.made > SECONDS_TO_ANSWER
        if invocation is None or late or self._faults.expired_interactions:
            raise ApiError(404, UNKNOWN_INTERACTION, "Unknown interaction")
        if invocation.acknowledged:
            raise ApiError(400, ALREADY_ACKNOWLEDGED, "Interaction has already been acknowledged.")
        body = await read_body(request)
        kind = Callback(body.data["type"])
        message = self._answer(invocation, kind, Body(body.data.get("data") or {}, body.files))
        invocation.acknowledged = True
        self._world.changes.notify()
        if request.query.get("with_response") not in ("1", "true"):
            return answer()
        return answer(self._receipt(invocation, kind, message))

    async def follow_up(self, request: web.Request) -> web.Response:
        """POST another message; the first one after deferring fills the deferred answer."""
        invocation = self._acknowledged(request)
        body = await read_body(request)
        if invocation.deferred and invocation.original is None:
            return answer(self._post_original(invocation, body).json())
        message = self._build(invocation, body, ephemeral=self._wants_ephemeral(body))
        invocation.followups.append(message)
        return answer(self._world.post(message).json())

    async def fetch(self, request: web.Request) -> web.Response:
        """GET an answer."""
        return answer(self._message(request).json())

    async def edit(self, request: web.Request) -> web.Response:
        """PATCH an answer; for a deferred one this is the answer."""
        invocation = self._acknowledged(request)
        body = await read_body(request)
        if request.match_info["message"] == "@original" and invocation.original is None:
            if invocation.deferred:
                return answer(self._post_original(invocation, body).json())
            if invocation.message is not None:
                self._messages.change(invocation.message, body)
                return answer(invocation.message.json())
        message = self._message(request)
        self._messages.change(message, body)
        return answer(message.json())

    async def delete(self, request: web.Request) -> web.Response:
        """DELETE an answer."""
        self._world.delete(self._message(request))
        return answer()

    def _register(self, command: Json, scope: str | None) -> Json:
        number = self._world.ids.next()
        application = str(self._world.bot.id)
        full = {"type": 1, "default_member_permissions": None, "description": "", **command}
        full |= {"id": str(number), "application_id": application, "version": str(number)}
        if scope is not None:
            full["guild_id"] = scope
        self._world.commands[number] = full
        return full

    def _answer(self, invocation: Invocation, kind: Callback, body: Body) -> Message | None:
        match kind:
            case Callback.MESSAGE:
                invocation.ephemeral = self._wants_ephemeral(body)
                return self._post_original(invocation, body)
            case Callback.DEFERRED_MESSAGE:
                invocation.deferred = True
                invocation.ephemeral = self._wants_ephemeral(body)
            case Callback.UPDATE if invocation.message is not None:
                self._messages.change(invocation.message, body)
                return invocation.message
            case Callback.CHOICES:
                invocation.choices = body.data["choices"]
            case Callback.MODAL:
                invocation.modal = body.data
        return None

    def _post_original(self, invocation: Invocation, body: Body) -> Message:
        message = self._build(invocation, body, ephemeral=invocation.ephemeral)
        invocation.original = message
        return self._world.post(message)

    def _build(self, invocation: Invocation, body: Body, *, ephemeral: bool) -> Message:
        message = self._messages.build(invocation.channel, body)
        message.visible_to = invocation.user if ephemeral else None
        message.flags |= EPHEMERAL if ephemeral else 0
        return message

    def _acknowledged(self, request: web.Request) -> Invocation:
        invocation = self._interactions.find(request.match_info["token"])
        if invocation is None or not invocation.acknowledged:
            raise ApiError(404, UNKNOWN_WEBHOOK, "Unknown Webhook")
        return invocation

    def _message(self, request: web.Request) -> Message:
        invocation = self._acknowledged(request)
        wanted = request.match_info["message"]
        known = [invocation.original or invocation.message, *invocation.followups]
        if wanted == "@original":
            known = known[:1]
        for message in known:
            if message and not message.deleted and wanted in ("@original", str(message.id)):
                return message
        raise ApiError(404, UNKNOWN_MESSAGE, "Unknown Message")

    @staticmethod
    def _wants_ephemeral(body: Body) -> bool:
        return bool((body.data.get("flags") or 0) & EPHEMERAL)

    @staticmethod
    def _receipt(invocation: Invocation, kind: Callback, message: Message | None) -> Json:
        receipt: Json = {"id": str(invocation.id), "type": invocation.kind.value}
        if message is not None:
            receipt["response_message_id"] = str(message.id)
            resource = {"type": kind, "message": message.json()}
            return {"interaction": receipt, "resource": resource}
        return {"interaction": receipt}
