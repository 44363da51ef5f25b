"""What a catalogue's messages may call besides Fluent's own NUMBER and DATETIME."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from babel import Locale
from fluent.runtime.types import FluentType

from agent.prompts.numbers import number_words

Format = Callable[[str, Mapping[str, object]], str]
"""Formats another message of the same catalogue, by its name."""

MOST_NAMES = 30
MOST_SPOKEN = 5


class Items(FluentType):
    """A list as a value of a message; Fluent has numbers and texts only."""

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = items

    def format(self, locale: Locale) -> str:
        return ", ".join(map(str, self.items))


class Functions:
    """The functions for a language, for the eye or for the ear."""

    def __init__(
        self, language: str, ear: bool, quote: Callable[[str], str], message: Format
    ) -> None:
        self._ear = ear
        self._quote = quote
        self._message = message
        self._words = number_words(language)
        self._digits = self._words if ear else str

    def by_name(self) -> dict[str, Callable[..., Any]]:
        """The functions under the names that messages call."""
        return {
            "QUOTE": self.quote,
            "COUNT": self.count,
            "PERCENT": self.percent,
            "TENTHS": self.tenths,
            "PROGRESS": self.progress,
            "LIST": self.names,
            "QUOTES": self.quotes,
            "EITHER": self.either,
            "EXAMPLES": self.examples,
            "JOIN": self.join,
            "SPELL": self.spell,
        }

    def quote(self, words: object) -> str:
        """A user's words, set off from ours; spoken, they are not."""
        return str(words) if self._ear else self._quote(str(words))

    def count(self, number: float) -> str:
        """How many: "4", spoken "four" and "none"."""
        whole = int(number)
        return self._message("none", {}) if self._ear and not whole else self._digits(whole)

    def spell(self, number: float) -> str:
        """A number in words, for the eye, too: "nine"."""
        whole = int(number)
        return self._words(whole) if whole else self._message("none", {})

    def percent(self, share: float) -> str:
        """A share of 0 to 1: "91.4 %", spoken to the next percent, "ninety-one percent"."""
        shown = self._digits(round(100 * share)) if self._ear else f"{100 * share:.3g}"
        return self._message("percent", {"number": shown})

    def tenths(self, share: float) -> str:
        """A share of 0 to 1 in tenths: "nine"."""
        return self.count(round(10 * share))

    def progress(self, fraction: float) -> str:
        """How far something is, 0 to 1, as a variant to select."""
        steps = (("begun", 0.2), ("third", 0.4), ("half", 0.65))
        return next((name for name, end in steps if fraction < end), "nearly")

    def names(self, names: Items) -> str:
        """Names one after the other, of many the first; spoken, the first few."""
        most = MOST_SPOKEN if self._ear else MOST_NAMES
        shown = ", ".join(map(str, names.items[:most])) or self._message("none", {})
        left = len(names.items) - most
        return self._message("and-more", {"shown": shown, "left": left}) if left > 0 else shown

    def quotes(self, words: Items) -> str:
        """A user's words, one after the other."""
        return ", ".join(map(self.quote, words.items))

    def either(self, words: Items) -> str:
        """A user's words, one of which is meant: "“a”, “b” or “c”"."""
        *others, last = map(self.quote, words.items)
        return self._message("either", {"others": ", ".join(others), "last": last})

    def join(self, words: Items, between: str) -> str:
        """Texts one after the other."""
        return between.join(map(str, words.items))

    def examples(self, examples: Items) -> str:
        """Numbered examples, one a line."""
        lines = (
            self._message("example", {"number": number, "input": given, "output": answer})
            for number, (given, answer) in enumerate(examples.items, 1)
        )
        return "\n".join(lines) or self._message("no-examples", {})
