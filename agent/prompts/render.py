"""Prompts to words: for the eye or for the ear."""

from collections.abc import Callable, Mapping, Sequence

from fluent.runtime.resolver import Pattern, TextElement
from fluent.runtime.types import NumberFormatOptions

from agent.dialog.turns import Say
from agent.prompts.catalogue import Catalogue, identifier
from agent.prompts.functions import Functions, Items

EAR = "ear"
"""The attribute of a message with the words for the ear, where they differ."""
AS_IT_IS = ("idle.answer", "refused")
"""Prompts that are somebody's words, or begin with a file's name."""


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

    def quoting(self, quote: Callable[[str], str]) -> "Renderer":
        """A renderer that sets off a user's words in another way."""
        return Renderer(self._catalogue, self._constants, self._voice, quote)

    def render(self, say: Say) -> str:
        """The words of a prompt. Raises KeyError for a key or value that is not there."""
        words = self._format(identifier(say.prompt), {**self._constants, **say.values})
        return words if say.prompt in AS_IT_IS else words[:1].upper() + words[1:]

    def choices(self, say: Say) -> tuple[str, ...]:
        """What can be answered to a prompt in a word: names, and what is always put the same."""
        buttons = (self._format(identifier(f"button.{each}"), {}) for each in say.buttons)
        return (*say.choices, *buttons)

    def fixed(self) -> list[str]:
        """All that is always said in the same words."""
        fixed = (name for name in self._catalogue if isinstance(self._pattern(name), TextElement))
        return [self.render(Say(name)) for name in fixed]

    def _format(self, name: str, values: Mapping[str, object]) -> str:
        arguments = {key: _argument(value) for key, value in values.items()}
        words, errors = self._bundle.format_pattern(self._pattern(name), arguments)
        if errors:
            raise KeyError(f"{name}: {errors[0]}")
        return str(words)

    def _pattern(self, name: str) -> Pattern:
        message = self._bundle.get_message(name)
        pattern = message.attributes.get(EAR, message.value) if self._voice else message.value
        if pattern is None:
            raise KeyError(f"{name}: no words")
        return pattern


def _argument(value: object) -> object:
    if isinstance(value, int):
        return Whole(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Items(value)
    return value
