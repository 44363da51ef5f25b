"""Lessons in what was typed or said: `X => Y`, "when I say X you answer Y", several at once."""

import re
from collections.abc import Iterable, Mapping

from agent.dialog.requests import NO_ANSWER, Lines
from agent.prompts.language import Language, Patterns

ARROWS = (re.compile(r"(?:=>|⇒)\s*+"), re.compile(r"(?:->|→)\s*+"))
"""What parts a sentence from its answer; the first kind wins over the second."""
ARROW = re.compile("=>|⇒|->|→")
FENCE = "```"
WRAPPED = re.compile(r"```(?:\w*\n)?(.*?)\n?```", re.DOTALL)
"""A block of code that is the whole message."""
MARKS = (re.compile(r"\s*+(?:[-*•–]|>)\s++"), re.compile(r"\s*+\d++[.)]\s++"))
"""What the lines of a list begin with, all alike: bullets or the mark of a quotation, numbers."""
TOLD = "told"
"""Patterns of a question with its answer right behind it."""
EXPECTED = ("dictation", "example", TOLD)
"""Which patterns count where a lesson is expected."""
ANNOUNCED = (*EXPECTED, "announced")
"""Which patterns count where a lesson was announced."""
QUOTED = re.compile(r"[\"“”']([^\"“”]*)[\"“”']|‘([^‘’]*)’")
"""Words in quotation marks that belong to neither half of a lesson."""
BLANKS = re.compile(r"[^\S\n]{3,}+")
"""Blanks that nobody says."""


def lessons_in(text: str, language: Language, kinds: Iterable[str]) -> Lines:
    """The (input, output) pairs of a text, empty where it is none; patterns of these kinds count.

    In several lines each is a lesson, or goes on with the answer of the one before. What stands
    between fences is kept as it is. "When I say X don't answer" has the output `NO_ANSWER`.
    """
    whole = _unlisted(_unwrapped(text.strip()))
    if announced := slots_in(language.patterns["announcing"], whole):
        return lessons_in(announced["rest"], language, ANNOUNCED)
    if slots := slots_in(language.patterns["silent"], whole):
        return ((slots["input"], NO_ANSWER),)
    arrowed = _arrowed(whole)
    if arrowed:
        return arrowed
    patterns = [pattern for kind in kinds for pattern in language.patterns[kind]]
    lines = whole.splitlines()
    if len(lines) > 1:
        each = [_said(line, patterns) for line in lines]
        if all(each):
            return tuple(found for found in each if found)
        if TOLD in kinds and (told := _told(lines)):
            return told
    found = _said(whole, patterns)
    return (found,) if found else ()


def slots_in(patterns: Iterable[re.Pattern[str]], text: str) -> Mapping[str, str]:
    """The named parts of the first pattern that fits the whole text; empty where none does."""
    return named_slots_in({"": patterns}, text)[1]


def named_slots_in(
    kinds: Mapping[str, Iterable[re.Pattern[str]]], text: str
) -> tuple[str, Mapping[str, str]]:
    """The first kind of which a pattern fits the whole text, and the pattern's named parts."""
    said = BLANKS.sub(" ", text)
    for kind, patterns in kinds.items():
        for pattern in patterns:
            if match := pattern.fullmatch(said):
                slots = {name: words.strip() for name, words in match.groupdict().items() if words}
                if all(slots.values()):
                    return kind, slots
    return "", {}


def _unwrapped(text: str) -> str:
    """Lessons that stand in a block of code, without its fences."""
    block = WRAPPED.fullmatch(text)
    return block[1] if block and FENCE not in block[1] and _parted(block[1]) else text


def _unlisted(text: str) -> str:
    """The lines of a list without their marks."""
    lines = [line for line in text.splitlines() if line.strip()]
    for mark in MARKS:
        if lines and all(map(mark.match, lines)):
            return "\n".join(mark.sub("", line, count=1) for line in lines)
    return text


def _told(lines: Iterable[str]) -> Lines:
    """Several questions, each with the lines below it for its answer."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, lines)):
        if line.endswith("?"):
            found.append((line, []))
        elif found:
            found[-1][1].append(line)
        else:
            return ()
    whole = len(found) > 1 and all(answer for _, answer in found)
    return tuple((given, "\n".join(answer)) for given, answer in found) if whole else ()


def _said(text: str, patterns: Iterable[re.Pattern[str]]) -> tuple[str, str] | None:
    slots = slots_in(patterns, text)
    return (_unquoted(slots["input"]), _unquoted(slots["output"])) if slots else None


def _unquoted(words: str) -> str:
    quoted = QUOTED.fullmatch(words)
    return next(filter(None, quoted.groups()), words) if quoted else words


def _arrowed(text: str) -> Lines:
    """Lines with arrows; one without goes on with the answer above it."""
    if not ARROW.search(text):
        return ()
    found: list[tuple[str, str]] = []
    for line in _lines(text):
        parted = _parted(line)
        if parted:
            found.append(parted)
        elif not found:
            return ()
        else:
            given, answer = found[-1]
            found[-1] = (given, f"{answer}\n{line}")
    lessons = tuple((given, _unfenced(answer)) for given, answer in found)
    return lessons if all(given and answer for given, answer in lessons) else ()


def _lines(text: str) -> Iterable[str]:
    """The lines of a text; what stands between fences stays in one."""
    inside: list[str] = []
    for line in text.splitlines():
        inside.append(line)
        if "\n".join(inside).count(FENCE) % 2 == 0:
            yield "\n".join(inside)
            inside = []
    if inside:
        yield "\n".join(inside)


def _parted(line: str) -> tuple[str, str] | None:
    head = line.partition(FENCE)[0]
    for arrow in ARROWS:
        if match := arrow.search(head):
            return line[: match.start()].strip(), line[match.end() :].rstrip()
    return None


def _unfenced(answer: str) -> str:
    """An answer that begins in the line below its arrow, without the break between."""
    return answer.strip("\n").rstrip()


def answer_in(text: str, patterns: Patterns) -> str:
    """The answer of "no, it should be Z" or "you answer Z"; empty where there is none."""
    return slots_in(patterns, text.strip()).get("answer", "")
