"""YAML as lists, maps and texts, put together from its events: it makes no objects, follows no
aliases (a few of which can stand for billions of lines), and nests no deeper than data does."""

import re
from collections.abc import Iterator

import yaml

from agent.learning.errors import DatasetError
from agent.learning.formats.record import SHAPE, at, line
from messages import Message

MOST_CHARACTERS = 8 * 2**20
DEEPEST = 50

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the one in C where it was built
_LOOK = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*+(?:%YAML|---|- |\w[\w -]*+:(?:\s|$))")
_NULLS = {"", "~", "null", "Null", "NULL"}


def recognises(text: str) -> bool:
    """Whether it begins as YAML does: with a mark, a dash or a key."""
    return _LOOK.match(text) is not None


def documents(text: str) -> Iterator[object]:
    """The values in a text. What is no list and no map is text, or None. Raises DatasetError."""
    if len(text) > MOST_CHARACTERS:
        raise DatasetError("problem.large_yaml", characters=len(text), most=MOST_CHARACTERS)
    try:
        yield from _documents(text)
    except yaml.MarkedYAMLError as error:
        number = error.problem_mark.line + 1 if error.problem_mark else 1
        raise at(line(number), "problem.not_yaml", reason=error.problem or "") from None
    except yaml.YAMLError:
        raise DatasetError("problem.broken_yaml") from None


def _documents(text: str) -> Iterator[object]:
    open_: list[list[object]] = []
    for event in yaml.parse(text, Loader=_LOADER):
        match event:
            case yaml.DocumentStartEvent():
                open_ = [[]]
            case yaml.DocumentEndEvent():
                yield open_[0][0]
            case yaml.ScalarEvent():
                open_[-1].append(_scalar(event))
            case yaml.CollectionStartEvent():
                if len(open_) > DEEPEST:
                    raise at(_place(event), "problem.nested_too_deeply", shape=SHAPE)
                open_.append([])
            case yaml.SequenceEndEvent():
                found: object = open_.pop()
                open_[-1].append(found)
            case yaml.MappingEndEvent():
                found = _map(open_.pop(), event)
                open_[-1].append(found)
            case yaml.AliasEvent():
                raise at(_place(event), "problem.alias")


def _scalar(event: yaml.ScalarEvent) -> str | None:
    plain = event.style in {None, ""}
    text: str = event.value
    return None if plain and text in _NULLS else text


def _map(parts: list[object], end: yaml.MappingEndEvent) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if not isinstance(key, str):
            raise at(_place(end), "problem.odd_key")
        if key in found:
            raise at(_place(end), "problem.key_twice", key=f'"{key[:40]}"')
        found[key] = value
    return found


def _place(event: yaml.Event) -> Message:
    return line(event.start_mark.line + 1)
