"""Catalogues: the messages of a language, in Fluent (projectfluent.org), a folder a language."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.syntax.ast import Message, Resource

LANGUAGES = Path(__file__).parent


class Catalogue:
    """The messages of one language. A key's dots are dashes in a file: Fluent has no dots."""

    def __init__(self, language: str, said: Sequence[Resource], more: Sequence[Resource]) -> None:
        """`said` are the messages of dialogs; `more` are those of errors and the command line."""
        self.language = language
        self.said = frozenset(_names(said))
        """The names of the messages that may be spoken."""
        self._resources = (*said, *more)
        self._names = frozenset(_names(self._resources))

    def __contains__(self, key: str) -> bool:
        return identifier(key) in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))

    def bundle(self, functions: Mapping[str, Callable[..., Any]]) -> FluentBundle:
        """The messages, ready to be formatted with these functions."""
        bundle = FluentBundle([self.language, "en"], dict(functions), use_isolating=False)
        for resource in self._resources:
            bundle.add_resource(resource)
        return bundle


def _names(resources: Sequence[Resource]) -> Iterator[str]:
    entries = (entry for resource in resources for entry in resource.body)
    return (entry.id.name for entry in entries if isinstance(entry, Message))


def identifier(key: str) -> str:
    """The name in a catalogue's files of the message with this key."""
    return key.replace(".", "-")


def languages() -> list[str]:
    """The languages there are: those with a folder of messages."""
    return sorted({file.parent.name for file in LANGUAGES.glob("*/*.ftl")})


@functools.cache
def load(language: str) -> Catalogue:
    """The catalogue of a language there is."""
    folder = LANGUAGES / language
    _lift_the_limit()
    return Catalogue(language, _read(folder.glob("*.ftl")), _read(folder.glob("*/*.ftl")))


def _read(files: Iterable[Path]) -> list[Resource]:
    return [FluentResource(file.read_text(encoding="utf-8")) for file in sorted(files)]


def _lift_the_limit() -> None:
    """fluent.runtime refuses a value of 2,500 characters, to be safe from strangers' catalogues.

    Ours are the project's, and what people said may be longer.
    """
    resolver.MAX_PART_LENGTH = 10**9
