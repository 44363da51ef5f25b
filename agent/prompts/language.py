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
    refusals: tuple[str, ...]
    """Refusals that have an affirmative word in them."""
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    """What is said for politeness, before and after."""
    patterns: Mapping[str, Patterns]
    """Patterns of whole sentences by kind: example, dictation, half, amend …"""
    command_patterns: Mapping[str, Patterns]
    numbers: Mapping[str, str]
    """Words for the numbers 1 to 5."""
    misheard: Mapping[str, str]
    negation: re.Pattern[str]
    question: re.Pattern[str]
    rating_frame: re.Pattern[str]

    def negates(self, text: str) -> bool:
        """Whether there is a no in it, so that it can be neither a yes nor a command."""
        return self.negation.search(text) is not None

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
        refusals=tuple(phrases["refusals"]["no"]),
        leads=tuple(phrases["fillers"]["lead"]),
        tails=tuple(phrases["fillers"]["tail"]),
        patterns={kind: _compiled(v) for kind, v in patterns.items() if kind != "commands"},
        command_patterns={intent: _compiled(v) for intent, v in patterns["commands"].items()},
        numbers=_by_word(words["numbers"]),
        misheard=_by_word(words["misheard"]),
        negation=re.compile(words["negations"], re.IGNORECASE),
        question=re.compile(words["questions"], re.IGNORECASE),
        rating_frame=re.compile(words["rating_frame"], re.IGNORECASE),
    )


def _read(name: str, part: str) -> dict[str, Any]:
    source = files("agent.prompts").joinpath(name, f"{part}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _phrases(table: Mapping[str, Sequence[str]]) -> Phrases:
    return {intent: tuple(phrases) for intent, phrases in table.items()}


def _compiled(sources: Sequence[str]) -> Patterns:
    return tuple(re.compile(source, re.IGNORECASE | re.DOTALL) for source in sources)


def _by_word(numbers: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {word: number for number, words in numbers.items() for word in words}
