"""What Discord's client makes of a typed slash command: names become identifiers, files uploads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .messages import Attachment, Message
from .records import Channel, Json, User
from .uploads import File, RefusedError
from .world import World

Value = str | int | float | bool
Given = Value | File | User


@dataclass
class CommandLine:
    """One slash command being written in `channel`; `upload` stores its files."""

    world: World
    channel: Channel
    upload: Callable[[Channel, File], Attachment]
    resolved: Json = field(
        default_factory=lambda: {"attachments": {}, "users": {}, "members": {}, "channels": {}}
    )

    def data(self, path: str, values: Mapping[str, Given], focused: str | None = None) -> Json:
        """The interaction's data; a subcommand is written after its group, as in "dataset list"."""
        name, *parts = path.split()
        command = schema = self._command(name)
        nesting: list[Json] = []
        for part in parts:
            schema = next(option for option in schema["options"] if option["name"] == part)
            nesting.append(schema)
        given = self._options(path, schema, values, focused)
        for group in reversed(nesting):
            given = [{"name": group["name"], "type": group["type"], "options": given}]
        data = {"id": command["id"], "name": name, "type": 1, "options": given}
        data["resolved"] = self.resolved
        return data | {key: command[key] for key in ("guild_id",) if key in command}

    def about(self, entry: str, message: Message) -> Json:
        """The same of an entry of a message's menu."""
        command = self._command(entry)
        resolved = {"messages": {str(message.id): message.json()}}
        return {
            "id": command["id"],
            "name": entry,
            "type": command["type"],
            "target_id": str(message.id),
            "resolved": resolved,
        }

    def _command(self, name: str) -> Json:
        here = (None, str(self.channel.guild.id) if self.channel.guild else None)
        for command in self.world.commands.values():
            if command["name"] == name and command.get("guild_id") in here:
                return command
        raise RefusedError(f"There is no command /{name} here.")

    def _options(
        self, path: str, schema: Json, values: Mapping[str, Given], focused: str | None
    ) -> list[Json]:
        known = {option["name"]: option for option in schema.get("options", [])}
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise RefusedError(f"/{path} has no option {', '.join(unknown)}.")
        missing = [name for name in known if known[name].get("required") and name not in values]
        if missing and focused is None:
            raise RefusedError(f"/{path} needs {', '.join(missing)}.")
        return [
            {"name": name, "type": known[name]["type"], "value": self._value(value)}
            | ({"focused": True} if name == focused else {})
            for name, value in values.items()
        ]

    def _value(self, value: Given) -> Value:
        if isinstance(value, File):
            attachment = self.upload(self.channel, value)
            self.resolved["attachments"][str(attachment.id)] = attachment.json()
            return str(attachment.id)
        if isinstance(value, User):
            self.resolved["users"][str(value.id)] = value.json()
            if self.channel.guild is not None:
                member = self.channel.guild.members[value.id].json(with_user=False)
                self.resolved["members"][str(value.id)] = member | {"permissions": "0"}
            return str(value.id)
        return value
