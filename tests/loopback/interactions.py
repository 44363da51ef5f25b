"""Interactions: a slash command, a click, a choice or a submitted form, and what became of it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import discord

from .messages import Message
from .records import Channel, Json, User
from .world import World

SECONDS_TO_ANSWER = 3.0


@dataclass(eq=False)
class Invocation:
    """One interaction as its user sees it."""

    id: int
    token: str
    kind: discord.InteractionType
    user: User
    channel: Channel
    data: Json
    world: World
    message: Message | None = None
    made: float = field(default_factory=time.monotonic)
    acknowledged: bool = False
    deferred: bool = False
    ephemeral: bool = False
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None

    async def reply(self) -> Message:
        """The message that answers, once it is there (for a deferred answer, once it is filled)."""
        return await self.world.changes.until(lambda: self.original)

    async def form(self) -> Json:
        """The modal that the bot opens as its answer."""
        return await self.world.changes.until(lambda: self.modal)

    async def acknowledgement(self) -> None:
        """Return once the bot has answered in any way at all."""
        await self.world.changes.until(lambda: self.acknowledged)

    def json(self) -> Json:
        """As the gateway sends it in INTERACTION_CREATE."""
        guild = self.channel.guild
        bot = str(self.world.bot.id)
        data: Json = {
            "id": str(self.id),
            "application_id": bot,
            "type": self.kind.value,
            "token": self.token,
            "version": 1,
            "channel_id": str(self.channel.id),
            "channel": self.channel.json(),
            "data": self.data,
            "locale": "en-US",
            "entitlements": [],
            "attachment_size_limit": guild.upload_limit if guild else 10 << 20,
            "app_permissions": str(discord.Permissions.all().value),
            "authorizing_integration_owners": {"0": str(guild.id) if guild else "0"},
            "context": 1 if guild is None else 0,
        }
        if self.message is not None:
            data["message"] = self.message.json()
        if guild is None:
            return data | {"user": self.user.json()}
        granted = guild.permissions(self.user, self.channel)
        member = guild.members[self.user.id].json() | {"permissions": str(granted.value)}
        data["app_permissions"] = str(guild.permissions(self.world.bot, self.channel).value)
        return data | {"member": member, "guild_id": str(guild.id), "guild": _brief(guild.id)}


class Interactions:
    """All interactions by their token, as REST needs them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._by_token: dict[str, Invocation] = {}

    def start(
        self,
        kind: discord.InteractionType,
        user: User,
        channel: Channel,
        data: Json,
        message: Message | None = None,
    ) -> Invocation:
        """Make an interaction and send it to the bot."""
        token = secrets.token_hex(16)
        invocation = Invocation(
            self._world.ids.next(), token, kind, user, channel, data, self._world, message
        )
        self._by_token[token] = invocation
        self._world.publish("INTERACTION_CREATE", invocation.json())
        return invocation

    def find(self, token: str) -> Invocation | None:
        """The interaction with this token."""
        return self._by_token.get(token)


def find_component(components: list[Json], wanted: str) -> Json:
    """The component whose label, placeholder or custom id is `wanted`.

    Raises LookupError with what there is, when there is no such component.
    """
    found = list(walk(components))
    for component in found:
        if wanted in _names(component):
            return component
    there = ", ".join(str(_names(component)[0]) for component in found if _names(component))
    raise LookupError(f"There is no component {wanted!r}; there is: {there or 'none'}.")


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, however deep."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for key in ("component", "accessory"):
            if key in component:
                yield from walk([component[key]])


def _names(component: Json) -> list[str]:
    keys = ("label", "placeholder", "custom_id")
    return [component[key] for key in keys if component.get(key)]


def filled(components: list[Json], values: dict[str, str]) -> list[Json]:
    """A modal's components as they are submitted; `values` by label or custom id."""
    return [_filled(component, values, component.get("label")) for component in components]


def _filled(component: Json, values: dict[str, str], label: str | None) -> Json:
    submitted: Json = {"type": component["type"], "id": component.get("id", 0)}
    if "components" in component:
        return submitted | {"components": filled(component["components"], values)}
    if "component" in component:
        return submitted | {"component": _filled(component["component"], values, label)}
    custom_id = component.get("custom_id")
    given = [values[name] for name in (custom_id, label) if name is not None and name in values]
    value = given[0] if given else component.get("value", "")
    return submitted | {"custom_id": custom_id, "value": value}


def _brief(guild_id: int) -> Json:
    return {"id": str(guild_id), "locale": "en-US", "features": []}
