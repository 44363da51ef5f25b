"""What people are to be told, as data: words come last, in the language of whoever is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


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
