"""What may be set for one server from chat; the owner's settings are what it begins with.

A setting is one field here: its type and its bounds say how it is asked for, and the message
`setting.<name>` what it is for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args, get_origin

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_settings import NoDecode

from agent.prompts import catalogue
from agent.prompts.failure import Failure
from agent.storage.names import shown as quoted
from messages import Message

Shape = Literal["switch", "options", "text", "channel", "channels", "role"]
"""How a value is asked for."""
PREFIX = r"^[^\s@#<>`*_~|\\]*[^\w\s@#<>`*_~|\\]$"
"""Ends in a sign, and holds none that Discord makes something of."""

WORDS = ("on", "off", "everyone", "opt-in", "default", "none")
"""What is typed for a value; a language may have words of its own for it."""
MENTION = re.compile(r"<(?:#|@&)(\d+)>")


class SettingsError(Failure, ValueError):
    """A setting has a value it cannot have; the text is one line for the owner."""


@dataclass(frozen=True, slots=True)
class Place:
    """Marks a setting whose value is a role, a channel, or several channels of a server."""

    shape: Literal["channel", "channels", "role"]


class ServerSettings(BaseModel):
    """The settings that a server may have of its own."""

    agent_language: str = Field("en")
    prefix: str = Field("!", min_length=1, max_length=5, pattern=PREFIX)
    channels: Annotated[tuple[str, ...], NoDecode, Place("channels")] = Field(())
    trainer_role: Annotated[str, Place("role")] = Field("Trainer", min_length=1, max_length=100)
    consent: Literal["everyone", "opt-in"] = Field("everyone")
    small_talk: bool = Field(True)
    sure: int = Field(0, ge=0, le=100)
    approval: bool = Field(False)
    log_channel: Annotated[str, Place("channel")] = Field("", max_length=100)
    weekly: bool = Field(False)
    wrong_buttons: bool = Field(False)
    lesson_threads: bool = Field(False)
    turns_a_minute: int = Field(60, ge=1, le=1_000_000)
    voice: str = Field("en-us", min_length=1, max_length=60)
    rate: int = Field(175, ge=80, le=450)
    keep_days: int = Field(30, ge=0, le=3_650)
    inbox_days: int = Field(90, ge=1, le=3_650)

    @field_validator("agent_language")
    @classmethod
    def _find_language(cls, value: str) -> str:
        there = catalogue.languages()
        if value not in there:
            raise SettingsError("settings.no_language", given=quoted(value), known=there)
        return value

    @field_validator("channels", mode="before")
    @classmethod
    def _split_channels(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(name for each in value.split(",") if (name := each.strip().lstrip("#")))


NAMES = tuple(ServerSettings.model_fields)
"""The settings of a server, in the order in which people see them."""


def shape_of(name: str) -> Shape:
    """How a setting is asked for."""
    field = ServerSettings.model_fields[name]
    place = next((each for each in field.metadata if isinstance(each, Place)), None)
    if place is not None:
        return place.shape
    if field.annotation is bool:
        return "switch"
    return "options" if options_of(name) else "text"


def options_of(name: str) -> tuple[str, ...]:
    """The values there are; none where any other text or number may be given."""
    annotation = ServerSettings.model_fields[name].annotation
    if name == "agent_language":
        return tuple(catalogue.languages())
    return tuple(get_args(annotation)) if get_origin(annotation) is Literal else ()


def checked(name: str, given: str) -> object:
    """The value of a setting in somebody's words. Raises SettingsError."""
    text = MENTION.sub(r"\1", given.strip())
    if shape_of(name) == "channel":
        text = text.removeprefix("#")
    number = ServerSettings.model_fields[name].annotation is int
    try:
        values = {name: text.rstrip("% ") if number else text}
        return getattr(ServerSettings.model_validate(values), name)
    except ValueError as error:  # also half a surrogate pair, which pydantic does not take
        label = Message(f"setting.label.{name}")
        raise SettingsError("settings.not_taken", name=label, expects=expected(name)) from error


def expected(name: str) -> Message:
    """What may be given for a setting."""
    field = ServerSettings.model_fields[name]
    bounds = {key: value for each in field.metadata for key, value in _bounds(each)}
    match shape_of(name):
        case "switch":
            return Message("settings.expects.switch")
        case "options":
            options = tuple(shown(name, each) for each in options_of(name))
            return Message("settings.expects.options", {"options": options})
        case "text" if name == "prefix":
            return Message("settings.expects.prefix", bounds)
        case "text" if field.annotation is int:
            return Message("settings.expects.number", bounds)
        case "text":
            return Message("settings.expects.text", bounds)
        case shape:
            return Message(f"settings.expects.{shape}", bounds)


def _bounds(constraint: object) -> Iterator[tuple[str, int]]:
    for key, names in (("least", ("ge", "min_length")), ("most", ("le", "max_length"))):
        yield from ((key, getattr(constraint, name)) for name in names if hasattr(constraint, name))


def with_choices(default: ServerSettings, chosen: Mapping[str, str]) -> ServerSettings:
    """The defaults with what was chosen; what this version does not know, or take, is left out."""
    values = {name: getattr(default, name) for name in NAMES}
    values |= {name: checked(name, chosen[name]) for name in chosen if takes(name, chosen[name])}
    return ServerSettings.model_construct(**values)


def takes(name: str, value: str) -> bool:
    """Whether this version knows the setting, and the value; another may."""
    try:
        return name in NAMES and checked(name, value) is not None
    except SettingsError:
        return False


def as_text(value: object) -> str:
    """A value as it is kept, and typed."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def shown(name: str, value: str) -> Message:
    """A value as people see it."""
    if not value or (name == "sure" and value == "0"):
        return Message(f"settings.value.{name}")
    shape = shape_of(name)
    if value in WORDS and shape in ("switch", "options"):
        return Message(f"settings.word.{value}")
    if shape == "channels":
        each = tuple(Message("settings.value.channel", {"channel": c}) for c in value.split(","))
        return Message("settings.value.several", {"each": each})
    if shape in ("channel", "role"):
        return Message(f"settings.value.{shape}", {shape: value})
    return Message("settings.value.plain", {"value": value})


def reason_of(error: ValidationError) -> Message | str:
    """Why a value was not taken."""
    first = error.errors(include_input=False, include_url=False)[0]
    ours = first.get("ctx", {}).get("error")
    return ours.message if isinstance(ours, SettingsError) else str(first["msg"])
