"""Catalogues: the messages of a language, in Fluent (projectfluent.org), a folder a language."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.runtime.resolver import Message
from fluent.syntax.ast import MessageReference, Resource
from fluent.syntax.visitor import Visitor

LANGUAGES = Path(__file__).parent
ENTRY = re.compile(r"^(?=[a-zA-Z][\w-]*\s*=)", re.MULTILINE)
"""Where a message begins; its other lines are indented."""
Sources = Mapping[str, str]
"""Messages as they are written, by their names."""


class Catalogue:
    """The messages of one language. A key's dots are dashes in a file: Fluent has no dots."""

    def __init__(self, language: str, said: Sources, more: Sources) -> None:
        """`said` are the messages of dialogs; `more` are those of errors and the command line."""
        self.language = language
        self.said = frozenset(said)
        """The names of the messages that may be spoken."""
        self._sources = {**more, **said}
        self.parsed = functools.cache(self._parsed)
        """The message of this name, and all that it is made of. Raises KeyError."""

    def __contains__(self, key: str) -> bool:
        return identifier(key) in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._sources))

    def bundle(self, functions: Mapping[str, Callable[..., Any]]) -> FluentBundle:
        """The messages, ready to be formatted with these functions."""
        return _Bundle(self, functions)

    def _parsed(self, name: str) -> tuple[Resource, ...]:
        resource = FluentResource(self._sources[name])
        references = _References()
        references.visit(resource)
        return (resource, *(each for name in references.names for each in self.parsed(name)))


class _Bundle(FluentBundle):
    """Parses a message when it is asked for: all of them would take a fifth of a second."""

    def __init__(self, catalogue: Catalogue, functions: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__([catalogue.language, "en"], dict(functions), use_isolating=False)
        self._catalogue = catalogue

    def get_message(self, message_id: str) -> Message:
        if not self.has_message(message_id):
            for resource in self._catalogue.parsed(message_id):
                self.add_resource(resource)
        return super().get_message(message_id)


class _References(Visitor):
    """Notes the messages that a message is made of."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_MessageReference(self, node: MessageReference) -> None:  # noqa: N802
        self.names.append(node.id.name)


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


def _read(files: Iterable[Path]) -> Sources:
    """The messages of these files."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(files))
    entries = (entry for text in texts for entry in ENTRY.split(text)[1:])
    return {entry.partition("=")[0].strip(): entry for entry in entries}


def _lift_the_limit() -> None:
    """fluent.runtime refuses a value of 2,500 characters, to be safe from strangers' catalogues.

    Ours are the project's, and what people said may be longer.
    """
    resolver.MAX_PART_LENGTH = 10**9
