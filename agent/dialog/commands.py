"""Every command once: its name, what it is for, and how its arguments are taken apart.

Text commands (`!feedback 4 nice`) are parsed from here, and channels with commands of their own
(slash commands) are built from here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from agent.dialog.turns import Invoked


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: a `word`, the rest of the line as `text`, or an attached `file`."""

    name: str
    kind: Literal["word", "text", "file"]
    summary: str


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    summary: str
    parameters: tuple[Parameter, ...] = ()

    def usage(self, prefix: str) -> str:
        """Such as `!feedback [rating] [comment]`."""
        return " ".join([prefix + self.name, *(f"[{p.name}]" for p in self.parameters)])

    def arguments(self, rest: str) -> Mapping[str, str]:
        """The words after the command's name as named arguments; what is missing is left out."""
        found: dict[str, str] = {}
        for parameter in self.parameters:
            if not rest or parameter.kind == "file":
                continue
            if parameter.kind == "text":
                found[parameter.name], rest = _unfenced(rest), ""
            else:
                word, _, rest = rest.partition(" ")
                found[parameter.name], rest = word, rest.strip()
        return found


def _unfenced(text: str) -> str:
    """Without the quotes a shell, or the fence a chat, puts around JSON."""
    fenced = re.fullmatch(r"```(?:json)?\s*(.*?)\s*```|`(.*)`|'(.*)'", text, re.DOTALL)
    return next(filter(None, fenced.groups()), "") if fenced else text


def _word(name: str, summary: str) -> Parameter:
    return Parameter(name, "word", summary)


def _text(name: str, summary: str) -> Parameter:
    return Parameter(name, "text", summary)


def _file(summary: str) -> Parameter:
    return Parameter("file", "file", summary)


COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command("hi", "Say hello and what can be done"),
        Command("join", "Come into your voice channel"),
        Command("leave", "Leave the voice channel"),
        Command(
            "train",
            "Teach me: by examples in a file, or one by one",
            (_file("a dataset: JSON, JSONL or CSV"), _text("example", "good morning => hello")),
        ),
        Command(
            "test",
            "Test me: by cases in a file or as JSON, or one by one",
            (_file("test cases: JSON, JSONL or CSV"), _text("cases", '{"data": [...]}')),
        ),
        Command(
            "correct",
            "Say what I should have answered",
            (_text("answer", "the right answer, or sentence => answer, or show"),),
        ),
        Command(
            "feedback",
            "Rate me, one to five",
            (_word("rating", "1 to 5, or show"), _text("comment", "in your words")),
        ),
        Command(
            "select_dataset",
            "Choose the dataset that I learn from",
            (_text("name", "a dataset's name"),),
        ),
        Command(
            "archive",
            "Archive a dataset or a folder, list the archives, or restore one",
            (_text("what", "a dataset, datasets, models, reports, list, or restore NAME"),),
        ),
        Command("getfile", "Hand out a file", (_text("path", "such as datasets/weather.json"),)),
        Command("instruction", "Show the instructions"),
        Command("status", "Say where we are"),
        Command("undo", "Take the last thing back"),
        Command("rollback", "Use the model from before"),
        Command("export", "Give you all I keep of you, as one file"),
        Command("forget", "Delete all I keep of you"),
        Command(
            "consent",
            "Show or change whether I may listen to you",
            (_word("choice", "yes or no; nothing shows it"),),
        ),
        Command("doctor", "Say what I miss to work well here"),
        Command("help", "Say what can be done right now"),
        Command("cancel", "Leave what we are doing"),
    )
}


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """No command of that name; `nearest` is the one most like it, empty when none is."""

    given: str
    nearest: str


def parse(line: str, prefix: str) -> Invoked | UnknownCommand | None:
    """The command in a line; None for a line that is none (the prefix alone is none either)."""
    if not line.startswith(prefix):
        return None
    name, _, rest = line.removeprefix(prefix).strip().partition(" ")
    if not name or not name[0].isalpha():
        return None
    command = COMMANDS.get(name.lower().replace("-", "_"))
    if command is None:
        return UnknownCommand(name, _nearest(name.lower()))
    return Invoked(command.name, command.arguments(rest.strip()))


def _nearest(name: str) -> str:
    match = process.extractOne(name, list(COMMANDS), scorer=fuzz.ratio, score_cutoff=55)
    return match[0] if match else ""
