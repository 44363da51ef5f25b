"""How people of one language put things: phrases an intent, patterns with slots, single words."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Phrases = Mapping[str, tuple[str, ...]]
"""Phrases by the name of what they mean."""
Patterns = tuple[re.Pattern[str], ...]
PART = re.compile(r"(?<!\?P)<(\w+)>")
"""A part of a pattern by its name; groups are named in the same way."""
SLOT = re.compile(r"\{(\w+)\}")
"""A name or words to be filled in, in a phrase."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a language, read once."""

    name: str
    commands: Phrases
    universals: Phrases
    answers: Phrases
    ratings: Phrases
    others: Phrases
    """Sentences that are for none of it: `chat`, and `negated` commands."""
    sayings: Phrases
    """What some people said in words of their own, by all these names: for the learner alone."""
    refusals: tuple[str, ...]
    """Refusals that have an affirmative word in them."""
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    """What is said for politeness, before and after."""
    patterns: Mapping[str, Patterns]
    """Patterns of whole sentences by kind: example, dictation, half, amend …"""
    command_patterns: Mapping[str, Patterns]
    guess_patterns: Mapping[str, Patterns]
    """The same of what is only asked about."""
    frames: tuple[str, ...]
    """How a lesson is said, with a gap for each half, for recognizers."""
    amendments: tuple[str, ...]
    half_amendments: tuple[str, ...]
    """How its answer, and its first half, are put right after a no, with a gap at the end."""
    naming: tuple[str, ...]
    """How a dataset is asked for by its name, which stands in the gap."""
    numbers: Mapping[str, str]
    """Words for the numbers 1 to 5."""
    misheard: Mapping[str, str]
    negation: re.Pattern[str]
    harmless: re.Pattern[str]
    """Negations that refuse nothing."""
    yes_first: re.Pattern[str]
    no_first: re.Pattern[str]
    question: re.Pattern[str]
    rating_frame: re.Pattern[str]
    command_leads: re.Pattern[str]
    """What a command with slots may begin with, and mean the same without."""
    half: re.Pattern[str]
    of_ten: re.Pattern[str]
    of_hundred: re.Pattern[str]
    """What follows a rating that is of ten, or in hundredths."""
    beyond: re.Pattern[str]
    """Numbers that no rating is."""
    listening: re.Pattern[str]
    """What people say to show that they listen, normalized."""
    hesitation: re.Pattern[str]
    """What people say while they think, normalized."""
    vocatives: tuple[str, ...]
    """Patterns of what people say to each other, normalized, with <name> where a name stands."""

    def negates(self, text: str) -> bool:
        """Whether there is a no in it, so that it can be neither a yes nor a command."""
        return self.negation.search(text) is not None

    def refuses(self, text: str) -> bool:
        """Whether there is a no in it that may refuse something ("why not", "no longer" do not)."""
        return self.negates(self.harmless.sub(" ", text))

    def opens_with_yes(self, text: str) -> bool:
        return self.yes_first.match(text) is not None

    def opens_with_no(self, text: str) -> bool:
        return self.no_first.match(text) is not None

    def asks(self, text: str) -> bool:
        """Whether it is a question."""
        return self.question.search(text.strip()) is not None


@cache
def language(name: str = "en") -> Language:
    """A language of this package. Raises FileNotFoundError for one that is not there."""
    phrases, patterns, words = (_read(name, part) for part in ("phrases", "patterns", "words"))
    return Language(
        name=name,
        commands=_phrases(phrases["commands"]),
        universals=_phrases(phrases["universals"]),
        answers=_phrases(phrases["answers"]),
        ratings=_phrases(phrases["ratings"]),
        others=_phrases(phrases["none"]),
        sayings=_phrases(_read(name, "sayings")),
        refusals=tuple(phrases["refusals"]["no"]),
        leads=tuple(phrases["fillers"]["lead"]),
        tails=tuple(phrases["fillers"]["tail"]),
        patterns=_patterns(patterns["patterns"], patterns["parts"]),
        command_patterns=_patterns(patterns["commands"], patterns["parts"]),
        guess_patterns=_patterns(patterns["guesses"], patterns["parts"]),
        frames=tuple(words["frames"]),
        amendments=tuple(words["amendments"]),
        half_amendments=tuple(words["half_amendments"]),
        naming=tuple(words["naming"]),
        numbers=_by_word(words["numbers"]),
        misheard=_by_word(words["misheard"]),
        negation=re.compile(words["negations"], re.IGNORECASE),
        harmless=re.compile(words["harmless"], re.IGNORECASE),
        yes_first=re.compile(words["yes_first"], re.IGNORECASE),
        no_first=re.compile(words["no_first"], re.IGNORECASE),
        question=re.compile(words["questions"], re.IGNORECASE),
        rating_frame=re.compile(words["rating_frame"], re.IGNORECASE),
        command_leads=re.compile(words["command_leads"], re.IGNORECASE),
        half=re.compile(words["half"], re.IGNORECASE),
        of_ten=re.compile(words["of_ten"], re.IGNORECASE),
        of_hundred=re.compile(words["of_hundred"], re.IGNORECASE),
        beyond=re.compile(words["beyond"], re.IGNORECASE),
        listening=re.compile(words["listening"]),
        hesitation=re.compile(words["hesitation"]),
        vocatives=tuple(words["vocatives"]),
    )


def _read(name: str, part: str) -> dict[str, Any]:
    source = files("agent.prompts").joinpath(name, f"{part}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _phrases(table: Mapping[str, Sequence[str]]) -> Phrases:
    return {intent: tuple(phrases) for intent, phrases in table.items()}


def _patterns(
    table: Mapping[str, Sequence[str]], parts: Mapping[str, str]
) -> Mapping[str, Patterns]:
    """Patterns in which <part> stands for a part, and _ for blanks."""
    return {
        name: tuple(
            re.compile(_whole(source, parts), re.IGNORECASE | re.DOTALL) for source in sources
        )
        for name, sources in table.items()
    }


def _whole(source: str, parts: Mapping[str, str]) -> str:
    while (whole := PART.sub(lambda part: f"(?:{parts[part[1]]})", source)) != source:
        source = whole
    return source.replace("_", r"\s++")


def _by_word(numbers: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {word: number for number, words in numbers.items() for word in words}
