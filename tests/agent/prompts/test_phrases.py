"""The phrases that people say to the agent are enough, varied, and stand under one intent each."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import agent.prompts
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.learning.normalise import normalise
from agent.states import all_commands
from agent.understanding.naming import VARIANTS

FILE = Path(agent.prompts.__file__).parent / "en" / "phrases.toml"

Phrases = dict[str, dict[str, list[str]]]
PHRASES: Phrases = tomllib.loads(FILE.read_text("utf-8"))
FILLERS = PHRASES.pop("fillers")
INTENTS = [(table, intent) for table, intents in PHRASES.items() for intent in intents]

LEAST = 40
MORE = {("none", "chat"): 300, ("none", "negated"): 80, ("refusals", "no"): 60}
SLOTS = {"dataset", "file", "answer", "question", "archive"}
TAKING = {
    "archive", "correct", "getfile", "remove_answer", "restore", "select_dataset", "taught",
    "train",
}  # fmt: skip
"""Commands that may carry what they are about."""
CARRIED_OUT = TAKING - {"correct"} | {
    "consent_yes", "export", "forget", "join", "leave", "rollback", "small_talk_on", "test",
    "use_model",
}  # fmt: skip
"""A sentence that negates is never one of these, so that it never does harm."""
NEGATION = re.compile(r"\b(?:no|nobody|not|never|nothing)\b|n't\b")
SHARED = {
    frozenset({"commands.no_answer", "answers.no_answer"}),
    frozenset({"commands.taught", "answers.list"}),
    frozenset({"commands.feedback", "answers.yes"}),
    frozenset({"commands.feedback", "answers.no"}),
    frozenset({"commands.correct", "answers.yes"}),
    frozenset({"commands.correct", "answers.no"}),
    frozenset({"commands.correct", "refusals.no"}),
    frozenset({"commands.train", "answers.yes"}),
    frozenset({"commands.test", "answers.test_it"}),
    frozenset({"answers.list", "answers.show"}),
    frozenset({"answers.skip", "answers.no"}),
    frozenset({"answers.done", "answers.no"}),
    frozenset({"answers.drop", "answers.no"}),
    frozenset({"answers.drop", "answers.never_mind"}),
}
"""Intents that a phrase may have in common: what the state asked tells them apart."""


def key(phrase: str) -> str:
    """What is compared; a slot is like any other slot, and unlike every word."""
    return normalise(re.sub(r"\{\w+\}", "someslot", phrase))


def slots(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def every_phrase() -> Iterator[tuple[str, str]]:
    for table, intent in INTENTS:
        for phrase in PHRASES[table][intent]:
            yield f"{table}.{intent}", phrase


@pytest.mark.parametrize(("table", "intent"), INTENTS)
def test_an_intent_has_many_phrases_and_each_once(table: str, intent: str) -> None:
    keys = [key(phrase) for phrase in PHRASES[table][intent]]
    assert sorted(keys) == sorted(set(keys))
    assert len(keys) >= MORE.get((table, intent), LEAST)


def test_no_phrase_means_two_things_that_no_question_tells_apart() -> None:
    intents: dict[str, set[str]] = {}
    for intent, phrase in every_phrase():
        intents.setdefault(key(phrase), set()).add(intent)
    shared = {frozenset(both) for both in intents.values() if len(both) > 1}
    assert shared == SHARED


def test_slots_have_known_names_and_stand_where_they_are_needed() -> None:
    assert set().union(*(slots(phrase) for _, phrase in every_phrase())) == SLOTS
    for intent in TAKING:
        assert sum(bool(slots(phrase)) for phrase in PHRASES["commands"][intent]) >= LEAST // 3


@pytest.mark.parametrize("intent", sorted(CARRIED_OUT))
def test_what_is_carried_out_is_said_without_a_negation(intent: str) -> None:
    assert [p for p in PHRASES["commands"][intent] if NEGATION.search(p)] == []


def test_a_yes_holds_no_negation_and_a_negated_command_does() -> None:
    assert [p for p in PHRASES["answers"]["yes"] if NEGATION.search(p)] == []
    assert [p for p in PHRASES["none"]["negated"] if not NEGATION.search(p)] == []


def test_phrases_are_written_as_people_type_them() -> None:
    plain = re.compile(r"[a-z0-9' ]|\{\w+\}")
    odd = [p for i, p in every_phrase() if plain.sub("", p) and not i.startswith("ratings.")]
    assert odd == []
    assert [p for _, p in every_phrase() if p != " ".join(p.split())] == []


IDIOM = "two thumbs up"
"""What names another number than it means."""


def test_a_rating_names_its_number_and_no_other() -> None:
    numbers = dict(zip("12345", ("one", "two", "three", "four", "five"), strict=True))
    assert list(PHRASES["ratings"]) == list(numbers)
    for stars, word in numbers.items():
        others = set(numbers.values()) - {word, "one", "five"}
        wrong = [p for p in PHRASES["ratings"][stars] if others & set(p.split()) and p != IDIOM]
        assert wrong == []


def test_every_universal_and_every_command_has_phrases() -> None:
    said = {intent for _, intent in INTENTS}
    answered_otherwise = {"consent", "small_talk", "called", "refrain", "unknown_command"}
    understood = {each.intent.value for each in (*all_commands(), *GLOBAL_COMMANDS)}
    assert understood - answered_otherwise <= said
    assert VARIANTS.keys() <= said


def test_fillers_are_plain_and_each_once() -> None:
    for words in FILLERS.values():
        keys = [key(filler) for filler in words]
        assert sorted(keys) == sorted(set(keys))
