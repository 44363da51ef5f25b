"""What readers give: items of a file that know where they stood, and errors that say so."""

from dataclasses import dataclass

from agent.learning.errors import DatasetError
from messages import Message

SHAPE = '{"data": [{"input": "...", "output": "..."}]}'


@dataclass(frozen=True, slots=True)
class Record:
    """One raw item: `place` is where it stood, `value` whatever stood there."""

    place: Message
    value: object


def kind(value: object) -> Message:
    """What JSON calls a value of this type: "a number", "a list", ..."""
    names = {dict: "object", list: "list", str: "text", bool: "boolean", type(None): "null"}
    return Message(f"kind.{names.get(type(value), 'number')}")


def item(number: int) -> Message:
    """The place of an item, counted from 1."""
    return Message("place.item", {"number": number})


def line(number: int) -> Message:
    """The place of a line, counted from 1."""
    return Message("place.line", {"number": number})


def at(place: Message, problem: str, /, **values: object) -> DatasetError:
    """The error that `problem`, a message's key, is at `place`."""
    return DatasetError("dataset.at", place=place, problem=Message(problem, values))
