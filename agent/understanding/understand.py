"""What a turn meant, given what the state expects."""

import re
from collections.abc import Iterable
from functools import lru_cache

from agent.dialog.commands import UnknownCommand, parse
from agent.dialog.turns import Expectation, Invoked, Meaning, Said
from agent.learning.normalise import normalise
from agent.understanding import english
from agent.understanding.dictation import example_in, is_reply
from agent.understanding.phrases import NONE, Match, Phrasebook, plain

LONGEST_COMMAND = 60
"""A longer sentence is never a command or a universal in plain words."""
SURE = 0.86
"""A sentence is taken for a command or universal, where any sentence would do, from this fit."""
LEAST = 0.7
"""Below this fit nothing was understood."""


class Understanding:
    """Turns words into a `Meaning`; `prefix` starts a command, `names` the agent answers to."""

    def __init__(self, prefix: str, name: str) -> None:
        self._prefix = prefix
        named = re.escape(name)
        self._call = re.compile(
            rf"^\s*(?:(?:hey|hi|hello|ok|okay)[\s,]+{named}\b[\s,.:!?]*|{named}\s*[,:.!?]\s*)",
            re.IGNORECASE,
        )

    def understand(self, turn: Said | Invoked, expected: Expectation) -> Meaning:
        if isinstance(turn, Invoked):
            return _commanded(turn)
        command = parse(turn.text.strip(), self._prefix)
        if isinstance(command, UnknownCommand):
            slots = {"given": command.given, "nearest": command.nearest}
            return Meaning("unknown_command", turn.text, slots, command=True)
        if command is not None:
            return _commanded(Invoked(command.command, command.arguments, turn.files))
        return self._said(turn, expected)

    def is_command(self, text: str) -> bool:
        return text.lstrip().startswith(self._prefix)

    def guess_command(self, text: str) -> Meaning | None:
        """The command that a sentence the model does not know might have meant."""
        if is_reply(text):
            return None
        match = _book(("commands",)).match(plain(normalise(text)), 0.7)
        return Meaning(match.intent, text, echo=match.phrase) if match.intent else None

    def _said(self, turn: Said, expected: Expectation) -> Meaning:
        text = self._call.sub("", turn.text, count=1).strip()
        text = text.removesuffix(".") if turn.spoken else text
        found = self._plain(text, expected) if text or turn.files else Meaning("called")
        if turn.files and found.intent in ("", expected.free):
            found = Meaning("file")
        sure = found.confidence * turn.confidence
        return Meaning(found.intent, text, found.slots, turn.files, sure, found.echo, turn.spoken)

    def _plain(self, text: str, expected: Expectation) -> Meaning:
        return (
            _patterned(text, expected)
            or _matched(text, expected)
            or Meaning(expected.free, confidence=1.0 if expected.free else 0.0)
        )


def _commanded(turn: Invoked) -> Meaning:
    text = " ".join(turn.arguments.values())
    return Meaning(turn.command, text, turn.arguments, turn.files, command=True)


def _patterned(text: str, expected: Expectation) -> Meaning | None:
    """What a pattern with slots says: an example, a better answer, a command with its arguments."""
    if "example" in expected.intents and (example := example_in(text)):
        return Meaning("example", slots={"input": example[0], "output": example[1]})
    if "dictation" in expected.intents and (slots := _slots(english.DICTATION_PATTERNS, text)):
        return Meaning("dictation", slots=slots)
    if "amend" in expected.intents and (slots := _slots(english.AMEND_PATTERNS, text)):
        return Meaning("amend", slots=slots)
    if expected.commands and len(text) <= LONGEST_COMMAND:
        bare = _POLITE_START.sub("", text.rstrip(".!?"))
        for intent, patterns in english.COMMAND_PATTERNS.items():
            if slots := _slots(patterns, bare):
                return Meaning(intent, slots=slots)
    return None


_POLITE_START = re.compile(
    r"^(?:(?:please|can you|could you|i want to|i'd like to|let's)\s+)+", re.IGNORECASE
)


def _slots(patterns: Iterable[re.Pattern[str]], text: str) -> dict[str, str] | None:
    for pattern in patterns:
        if match := pattern.fullmatch(text):
            return {k: v.strip() for k, v in match.groupdict().items() if v and v.strip()}
    return None


def _matched(text: str, expected: Expectation) -> Meaning | None:
    if len(text) > LONGEST_COMMAND:
        return None
    if "number" in expected.intents:
        number = _nearest(_numbers(), text, LEAST)
        if number is not NONE and number.fit >= 0.75:
            return Meaning(
                "number",
                slots={"number": number.intent},
                confidence=number.fit,
                echo=number.phrase,
            )
    groups = ("universals", *expected.intents, *(("commands",) if expected.commands else ()))
    match = _nearest(_book(groups), text, SURE if expected.free else LEAST)
    if match is NONE:
        return None
    return Meaning(match.intent, confidence=match.fit, echo=match.phrase)


def _nearest(book: Phrasebook, text: str, least: float) -> Match:
    """The words as they are, where they are a phrase ("please do"); else without politeness."""
    words = normalise(text)
    return book.exact(words) or book.match(plain(words), least)


@lru_cache(maxsize=64)
def _book(groups: tuple[str, ...]) -> Phrasebook:
    """The phrases of the universals, the commands, and single intents, first come first served."""
    whole = {"universals": english.UNIVERSALS, "commands": english.COMMANDS}
    own = [{g: english.ANSWERS[g]} for g in groups if g in english.ANSWERS]
    return Phrasebook(*own, *(whole[g] for g in groups if g in whole))


@lru_cache(maxsize=1)
def _numbers() -> Phrasebook:
    return Phrasebook(english.NUMBERS)
