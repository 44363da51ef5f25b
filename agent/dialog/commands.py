"""Commands: what each is called, what it takes, and how a typed line is taken apart.

Text commands (`!feedback 4 nice`) are parsed from here, and channels with commands of their own
(slash commands) are built from here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from agent.dialog.intents import Intent
from agent.dialog.rights import Need
from agent.dialog.step import Handler
from agent.dialog.turns import Invoked, Slots


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: a `word`, the rest of the line as `text`, or an attached `file`.

    `summary` is the key of the message that says what it is.
    """

    name: str
    kind: Literal["word", "text", "file"]
    summary: str


@dataclass(frozen=True, slots=True)
class Command:
    """Something people can have done by name; `handle` does it."""

    intent: Intent
    handle: Handler
    summary: str = ""
    """The key of the message that says what it is for; empty for what is said in words only, and
    neither typed nor listed."""
    parameters: tuple[Parameter, ...] = ()
    needs: Need = ""
    """The right without which it is of no use, whatever is given with it."""

    @property
    def name(self) -> str:
        return self.intent.value

    def usage(self, prefix: str) -> str:
        """Such as `!feedback [rating] [comment]`."""
        return " ".join([prefix + self.name, *(f"[{p.name}]" for p in self.parameters)])

    def arguments(self, rest: str) -> Slots:
        """The words after the command's name as named arguments; what is missing is left out."""
        found: dict[str, str] = {}
        for parameter in self.parameters:
            if not rest or parameter.kind == "file":
                continue
            if parameter.kind == "text":
                found[parameter.name], rest = _unfenced(rest), ""
            else:
                word, rest = _split(rest)
                found[parameter.name] = word
        return found


def word(name: str, summary: str) -> Parameter:
    return Parameter(name, "word", summary)


def text(name: str, summary: str) -> Parameter:
    return Parameter(name, "text", summary)


def file(summary: str) -> Parameter:
    return Parameter("file", "file", summary)


class Commands:
    """All commands that can be typed, by name."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self._commands: Mapping[str, Command] = {c.name: c for c in commands if c.summary}

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def parse(self, line: str, prefix: str) -> Invoked | None:
        """The command in a line, perhaps an unknown one; None where the line is none.

        The prefix alone is none, nor is one before something else than a name ("!!!", "! 4").
        """
        if not line.startswith(prefix):
            return None
        name, rest = _split(line.removeprefix(prefix).lstrip())
        if not name or not name[0].isalpha():
            return None
        command = self._commands.get(name.lower().replace("-", "_"))
        if command is None:
            slots = {"given": name, "nearest": self._nearest(name.lower())}
            return Invoked(Intent.UNKNOWN_COMMAND, slots)
        return Invoked(command.intent, command.arguments(rest))

    def _nearest(self, name: str) -> str:
        """The command most like a misspelt one, empty when none is."""
        match = process.extractOne(name, list(self._commands), scorer=fuzz.ratio, score_cutoff=55)
        return match[0] if match else ""


def _split(line: str) -> tuple[str, str]:
    """The first word and the rest; any white space parts them."""
    first, *rest = line.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""


def _unfenced(words: str) -> str:
    """Without the quotes a shell, or the fence a chat, puts around JSON."""
    fenced = re.fullmatch(r"```(?:json)?\s*(.*?)\s*```|`(.*)`|'(.*)'", words, re.DOTALL)
    return next(filter(None, fenced.groups()), "") if fenced else words
