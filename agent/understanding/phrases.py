"""Words that are a phrase of an intent: as they are, without politeness, or misspelt."""

from functools import lru_cache

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation, Meaning
from agent.learning.normalise import normalise
from agent.prompts.language import Language
from agent.understanding.naming import intent_of, known, some
from agent.understanding.opinion import LONGEST_COMMAND, NEGATIVE, WORDS
from agent.understanding.phrasebook import Match, Phrasebook, Politeness

MISSPELT = 0.86
"""Likeness to a phrase from which words are that phrase, misspelt or misheard."""
LEAST = 0.82
"""The same where nothing but such phrases is expected."""
DICTATED = 0.92
"""The same where any words may be meant just as they are."""
LONGEST_MISSPELT = 40


class Phrases:
    """The phrases of a language, by what a state expects."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.politely = Politeness(language.leads, language.tails)
        """What is said for politeness only."""
        self._refusals = Phrasebook({Intent.NO.value: language.refusals})
        self._book = lru_cache(maxsize=64)(self._make_book)

    def of(self, text: str, expected: Expectation, least: float | None = None) -> Meaning | None:
        """Words that are a phrase, as they are or without politeness."""
        if len(text) > LONGEST_COMMAND:
            return None
        words = normalise(text)
        book = self._book(expected.intents, expected.commands)
        match = book.exact(words) or book.exact(self.politely.without(words))
        if match is None and Intent.NO in expected.intents and self._refusals.exact(words):
            return Meaning(Intent.NO, loose=True)
        if match is None and least is not None:
            match = book.nearest(self.politely.without(words), least)
        return self._meaning(match) if match else None

    def misspelt(self, text: str, expected: Expectation) -> Meaning | None:
        """Words that are nearly a phrase."""
        if len(text) > LONGEST_MISSPELT:
            return None
        words = self.politely.without(normalise(text))
        least = DICTATED if expected.free in WORDS else MISSPELT if expected.free else LEAST
        match = self._book(expected.intents, expected.commands).nearest(words, least)
        meaning = self._meaning(match) if match else None
        if meaning and self._language.negates(text) and meaning.intent not in NEGATIVE:
            return None
        return meaning

    def _meaning(self, match: Match) -> Meaning:
        intent, slots = intent_of(match.name)
        loose = match.fit < 1.0
        return Meaning(intent, slots=slots, confidence=match.fit, echo=match.phrase, loose=loose)

    def _make_book(self, intents: tuple[Intent, ...], commands: bool) -> Phrasebook:
        language = self._language
        own = some(language.answers, intents)
        others = known(language.commands) if commands else {}
        return Phrasebook(own, known(language.universals), others)
