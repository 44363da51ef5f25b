"""What people are to be told, as data: words come last, in the language of whoever is told."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Wording(Protocol):
    """The key of a message in the catalogues, and what fills it in."""

    @property
    def prompt(self) -> str: ...

    @property
    def values(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Message:
    """A message; it may be a value of another."""

    prompt: str
    values: Mapping[str, object] = field(default_factory=dict)


Progress = Callable[[float, Message], None]
"""Is told how much is done, 0 to 1, and what is being done."""


class MessageError(Exception):
    """An error that people are told of. Its own text, for logs and tests, is key and values."""

    def __init__(self, prompt: str, /, **values: object) -> None:
        super().__init__(prompt)
        self.prompt = prompt
        self.values: Mapping[str, object] = values

    @property
    def message(self) -> Message:
        return Message(self.prompt, self.values)

    def __str__(self) -> str:
        return ", ".join((self.prompt, *(f"{name}={self.values[name]}" for name in self.values)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), **self.values), (self.prompt,)
