"""What people are to be told, as data: words come last, in the language of whoever is told."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Wording(Protocol):
    """The key of a message in the catalogues, and what fills it in."""

    @property
    def prompt(self) -> str: ...

    @property
    def values(self) -> Mapping[str, object]: ...


class Question(Protocol):
    """What may be answered in a word: names, and keys of what is always put the same."""

    @property
    def choices(self) -> tuple[str, ...]: ...

    @property
    def buttons(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Message:
    """A message; it may be a value of another."""

    prompt: str
    values: Mapping[str, object] = field(default_factory=dict)


class Failure(Exception):
    """An error that people are told of. Its text, for logs and tests, is the English one."""

    def __init__(self, prompt: str, /, **values: object) -> None:
        super().__init__(prompt)
        self.prompt = prompt
        self.values: Mapping[str, object] = values

    @property
    def message(self) -> Message:
        return Message(self.prompt, self.values)

    def __str__(self) -> str:
        from agent.prompts.render import english

        return english().render(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), **self.values), (self.prompt,)
