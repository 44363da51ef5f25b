"""How people call the agent by voice: "hey Robin", and the like."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from speech.phrases import normalized

GREETINGS = ("hey", "hi", "okay")
"""What is expected before the name; the name alone calls where a command follows."""
MISHEARD = ("ok", "hello", "a", "hay")
"""What recognizers write, too, for these."""


@dataclass(frozen=True, slots=True)
class WakePhrase:
    """The name that people say, and the agent's, which is understood everywhere."""

    said: str
    name: str

    @classmethod
    def of(cls, word: str, name: str) -> Self:
        """With a wake word as an owner may write it: "hey Jarvis" is the name "Jarvis"."""
        words = word.split()
        while len(words) > 1 and normalized(words[0]) in (*GREETINGS, "ok", "hello"):
            words = words[1:]
        return cls(" ".join(words), name)

    def __str__(self) -> str:
        return f"{GREETINGS[0]} {self.said}"

    @property
    def calls(self) -> tuple[str, ...]:
        """The ways to call; a comma is a pause that may be made."""
        first, *others = GREETINGS
        return (f"{first}, {self.said}", *(f"{each} {self.said}" for each in others), self.said)

    def before(self, phrase: str) -> Iterator[str]:
        """A phrase after each of them."""
        return (f"{call}, {phrase}" for call in self.calls)

    @property
    def openings(self) -> Iterator[str]:
        """Those after which any words may follow, as recognizers are told."""
        return (f"{call}, …" for call in self.calls if call != self.said)

    def called(self, readings: Iterable[str], commands: Container[str] = ()) -> str:
        """The first reading that calls, with "hey" and the agent's name first; empty for none.

        The name alone calls where nothing follows, or one of the `commands`.
        """
        for reading in readings:
            rest = self._after(reading, commands)
            if rest is not None:
                return " ".join((GREETINGS[0], normalized(self.name), *rest))
        return ""

    def after(self, text: str) -> str:
        """The text without the call that it begins with."""
        rest = self._after(text, ())
        return text if rest is None else " ".join(rest)

    def _after(self, reading: str, commands: Container[str]) -> list[str] | None:
        words, name = reading.split(), normalized(self.said).split()
        if words[:1] and words[0] in (*GREETINGS, *MISHEARD) and words[1 : len(name) + 1] == name:
            return words[len(name) + 1 :]
        if words[: len(name)] != name:
            return None
        rest = words[len(name) :]
        return rest if not rest or " ".join(rest) in commands else None
