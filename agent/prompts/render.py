"""Prompts to words: for the eye or for the ear."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from agent.dialog.turns import Say
from agent.prompts.numbers import in_words, spoken_share, tenths
from agent.prompts.prompt import Prompts

AS_IT_IS = ("idle.answer", "refused")
"""Prompts that are somebody's words, or begin with a file's name."""
MOST_NAMES = 30
MOST_SPOKEN = 5


def quoted(words: str) -> str:
    """A user's words as a plain terminal shows them."""
    return f"“{words}”"


def unquoted(words: str) -> str:
    """A user's words as they are spoken."""
    return words


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders prompts for one kind of channel."""

    prompts: Prompts
    constants: Mapping[str, str]
    """What every prompt may name: `agent`, `prefix`, `commands`."""
    voice: bool = False
    quote: Callable[[str], str] = quoted
    """How a user's own words are set off; spoken, they are not."""

    def render(self, say: Say) -> str:
        """The words of a prompt. Raises KeyError for a key or value that is not there."""
        prompt = self.prompts[say.prompt]
        template = prompt.voice if self.voice and prompt.voice is not None else prompt.text
        words = _Fields(self.voice, unquoted if self.voice else self.quote).vformat(
            template, (), {**self.constants, **say.values}
        )
        return words if say.prompt in AS_IT_IS else words[:1].upper() + words[1:]

    def choices(self, say: Say) -> tuple[str, ...]:
        """What can be answered to a prompt in a word: names, and what is always put the same."""
        return (*say.choices, *(self.prompts[f"button.{each}"].text for each in say.buttons))


class _Fields(Formatter):
    """The placeholders' formats; see the prompts' docstring."""

    def __init__(self, voice: bool, quote: Callable[[str], str]) -> None:
        self._voice = voice
        self._quote = quote

    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec:
            case "q":
                return self._quote(str(value))
            case "n":
                return self._number(int(value))
            case "p":
                return spoken_share(value) if self._voice else f"{100 * value:.3g} %"
            case "t":
                return f"{tenths(value)} of ten"
            case "k":
                return tenths(value)
            case "h":
                return _how_far(value)
            case "l":
                return self._names(value)
            case "e":
                return self._examples(value)
            case _ if format_spec.startswith("#"):
                return self._count(int(value), format_spec[1:].strip())
        return str(value)

    def _number(self, value: int) -> str:
        return in_words(value) if self._voice else str(value)

    def _count(self, value: int, noun: str) -> str:
        number = {0: "no", 1: "one"}.get(value) or self._number(value)
        return f"{number} {noun if value == 1 else noun + 's'}"

    def _names(self, names: Sequence[str]) -> str:
        most = MOST_SPOKEN if self._voice else MOST_NAMES
        shown = ", ".join(names[:most]) or "none"
        left = len(names) - most
        return f"{shown}, and {self._number(left)} more" if left > 0 else shown

    def _examples(self, examples: Sequence[tuple[str, str]]) -> str:
        return (
            "\n".join(
                f"{number}. {self._quote(given)} gives {self._quote(answer)}"
                for number, (given, answer) in enumerate(examples, 1)
            )
            or "None yet."
        )


def _how_far(fraction: float) -> str:
    if fraction < 0.2:
        return "just begun"
    if fraction < 0.4:
        return "a third done"
    if fraction < 0.65:
        return "halfway"
    return "nearly done"
