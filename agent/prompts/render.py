"""Prompts to words: for the eye or for the ear."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from fluent.runtime.resolver import Pattern
from fluent.runtime.types import NumberFormatOptions

from agent.prompts.catalogue import Catalogue, identifier, load
from agent.prompts.functions import Functions, Items
from messages import Message, Wording

EAR = "ear"
"""The attribute of a message with the words for the ear, where they differ."""
AS_IT_IS = ("idle.answer", "idle.answer.file", "refused")
"""Prompts that are somebody's words, or begin with a file's name."""


class Answerable(Protocol):
    """What may be answered in a word: names, and keys of what is always put the same."""

    @property
    def choices(self) -> tuple[str, ...]: ...

    @property
    def buttons(self) -> tuple[str, ...]: ...


WordsOf = Callable[[str], "Renderer"]
"""What makes words of prompts in a workspace, by its name."""


def quoted(words: str) -> str:
    """A user's words as a plain terminal shows them."""
    return f"“{words}”"


class Whole(int):
    """A whole number as a value of a message, written without "1,000"'s comma."""

    options = NumberFormatOptions(useGrouping=False)


class Renderer:
    """Renders prompts of one language for one kind of channel."""

    def __init__(
        self,
        catalogue: Catalogue,
        constants: Mapping[str, str],
        voice: bool = False,
        quote: Callable[[str], str] = quoted,
    ) -> None:
        """`constants` is what every prompt may name: `agent`, `prefix`, `commands`.

        `quote` sets off a user's own words; spoken, they are not.
        """
        self._catalogue = catalogue
        self._constants = constants
        self._voice = voice
        functions = Functions(catalogue.language, voice, quote, self._format)
        self._bundle = catalogue.bundle(functions.by_name())

    @property
    def language(self) -> str:
        """The name of the language."""
        return self._catalogue.language

    def quoting(self, quote: Callable[[str], str]) -> "Renderer":
        """A renderer that sets off a user's words in another way."""
        return Renderer(self._catalogue, self._constants, self._voice, quote)

    def render(self, said: Wording) -> str:
        """The words of a prompt. Raises KeyError for a key or value that is not there."""
        words = self._words(said)
        name = identifier(said.prompt)
        if said.prompt in AS_IT_IS or name not in self._catalogue.said:
            return words
        return words[:1].upper() + words[1:]

    def choices(self, say: Answerable) -> tuple[str, ...]:
        """What can be answered to a prompt in a word: names, and what is always put the same."""
        buttons = (self.phrase(f"button.{each}") for each in say.buttons)
        return (*say.choices, *buttons)

    def text(self, prompt: str, /, **values: object) -> str:
        """The words of the message with this key."""
        return self.render(Message(prompt, values))

    def phrase(self, prompt: str) -> str:
        """The words of a message that others are made of."""
        return self._words(Message(prompt))

    def explain(self, error: Exception) -> str:
        """What people are told of an error: its message, or its text where it carries none."""
        return self.render(error) if isinstance(error, Wording) else str(error)

    def fixed(self) -> list[str]:
        """All that is always said in the same words."""
        formatted = (
            (name, *self._bundle.format_pattern(self._pattern(name), {}))
            for name in sorted(self._catalogue.said)
        )
        return [self.render(Message(name)) for name, _, errors in formatted if not errors]

    def _words(self, said: Wording) -> str:
        return self._format(identifier(said.prompt), {**self._constants, **said.values})

    def _format(self, name: str, values: Mapping[str, object]) -> str:
        arguments = {key: self._argument(value) for key, value in values.items()}
        words, errors = self._bundle.format_pattern(self._pattern(name), arguments)
        if errors:
            raise KeyError(f"{name}: {', '.join(map(str, errors))}")
        return str(words)

    def _pattern(self, name: str) -> Pattern:
        message = self._bundle.get_message(name)
        pattern = message.attributes.get(EAR, message.value) if self._voice else message.value
        if pattern is None:
            raise KeyError(f"{name}: no words")
        return pattern

    def _argument(self, value: object) -> object:
        match value:
            case str() | float():
                return value
            case int():
                return Whole(value)
            case Sequence():
                return Items([self._words(v) if isinstance(v, Wording) else v for v in value])
            case Wording():
                return self._words(value)
        return str(value)


@functools.cache
def english() -> Renderer:
    """What makes words of errors for logs and tests."""
    return Renderer(load("en"), {})
