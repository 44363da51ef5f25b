"""What a learner makes of words that are no phrase: done, asked about, or for the model."""

import re
from collections.abc import Mapping

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation, Meaning
from agent.prompts.language import Language
from agent.understanding.classifying import CHAT, NEGATED, RATING, Classifier, folded, weighed
from agent.understanding.naming import ELSEWHERE, REFUSALS, intent_of, known

LONGEST_COMMAND = 120
"""Characters; a longer sentence is never a command or a universal in plain words."""
WORDS = frozenset({Intent.TEXT, Intent.COMMENT, Intent.NAME})
"""What is taken word for word, so that nothing that only resembles a command is one."""
NEGATIVE = frozenset(
    {
        Intent.NO, Intent.NEVER_MIND, Intent.NO_ANSWER, Intent.UNSURE, Intent.SOMETHING_ELSE,
        Intent.CORRECT, Intent.CANCEL, Intent.UNDO, Intent.STOP, Intent.REPEAT, Intent.HELP,
        Intent.CONSENT, Intent.FORGET, Intent.DONE, Intent.SMALL_TALK,
        Intent.UNANSWERED, Intent.DOCTOR,
    }
)  # fmt: skip
"""What people put in words with a no in them, too ("no more", "I didn't get that")."""
LEAST = 0.4
"""Below this share nothing was understood."""
FREE = 0.5
"""The same where any sentence would do: it is for the model."""
GUESSED = 0.25
"""The same for what is only asked about, since nobody else has an answer."""
YES_FOR_SURE = 0.93
"""Words that only resemble a yes are asked about below this: a wrong yes is the dearest mistake."""
ASKED = 0.75
DECLINED = 0.8
OPENING = frozenset(
    {
        Intent.TRAIN, Intent.TEST, Intent.CORRECT, Intent.FEEDBACK, Intent.HELP, Intent.STATUS,
        Intent.INSTRUCTION, Intent.TAUGHT, Intent.UNANSWERED, Intent.ARCHIVE_LIST, Intent.REPEAT,
        Intent.HI, Intent.SELECT_DATASET, Intent.GETFILE, Intent.RESTORE,
    }
)  # fmt: skip
"""What only tells something, or asks before it does anything."""
OPENED = 0.55
"""From this share on it is done, if the sentence is hardly for the model."""
FOREIGN = 0.1
SHOWN = frozenset({Intent.SHOW, Intent.DETAILS, Intent.LIST})
"""What changes nothing, so that a no in it does no harm ("those that don't agree")."""
CLAUSES = re.compile(r"[,.;:!?]+|\b(?:and|but|so|because|since)\b", re.IGNORECASE)
YES_NO = frozenset({Intent.YES, Intent.NO})


class Opinion:
    """A learner of the phrases, asked about what is none of them; without one it says nothing."""

    def __init__(self, language: Language, classifier: Classifier | None) -> None:
        self._language = language
        self._classifier = classifier
        self._commands = known(language.commands).keys()
        self._last: tuple[str, Mapping[str, float]] = ("", {})

    def of(self, text: str, expected: Expectation) -> Meaning | None:
        """What the words mean here; None where that is for others to say."""
        ranking = self._ranking(text, expected)
        if not ranking or expected.free in WORDS:
            return None
        name, sure = ranking[0]
        intent, slots = (Intent.NONE, {}) if name in (CHAT, NEGATED) else intent_of(name, expected)
        if opened := self._opened(text, intent, sure, expected):
            return opened
        if name in self._commands and not expected.commands:
            return None
        if intent in YES_NO and expected.free and text.rstrip().endswith("?"):
            return Meaning(expected.free)
        if intent is Intent.UNSURE and intent not in expected.intents:
            return Meaning(Intent.NONE, confidence=0.0)
        if intent is Intent.NONE:
            return self._declined(text, name, sure, expected)
        if intent not in NEGATIVE | SHOWN and self._language.refuses(text):
            if not self._means_aside_from_a_no(text, name, expected):
                return self._declined(text, NEGATED, sure, expected)
            sure = min(sure, ASKED)
        elif intent in OPENING and sure >= OPENED and _share(ranking, CHAT) <= FOREIGN:
            sure = max(sure, DECLINED)
        if sure < (FREE if expected.free else LEAST):
            return None
        if intent is Intent.YES and sure < YES_FOR_SURE:
            sure = min(sure, ASKED)
        return Meaning(intent, slots=slots, confidence=sure, loose=True)

    def guess(self, text: str, expected: Expectation) -> Meaning | None:
        """What to ask about, if only little speaks for it."""
        if self._language.refuses(text):
            return None
        for name, sure in self._ranking(text, expected):
            if sure < GUESSED or name == NEGATED:
                return None
            if name != CHAT:
                intent, slots = intent_of(name, expected)
                return Meaning(intent, slots=slots, confidence=min(sure, ASKED), loose=True)
        return None

    def _ranking(self, text: str, expected: Expectation) -> list[tuple[str, float]]:
        if self._classifier is None or len(text) > LONGEST_COMMAND:
            return []
        own = {intent.value for intent in expected.intents if intent is not Intent.NUMBER}
        ratings = {RATING + number for number in self._language.ratings}
        if Intent.NUMBER in expected.intents:
            own |= ratings
        elsewhere = {CHAT, NEGATED, *known(self._language.universals)}
        if expected.commands:
            elsewhere |= ratings
        stands_for = ELSEWHERE
        if own >= YES_NO:
            stands_for = REFUSALS
            own.add(Intent.UNSURE)
            elsewhere.remove(NEGATED)
        elsewhere |= self._commands - stands_for.keys()
        shares = folded(self._shares(text, self._classifier), stands_for, own | elsewhere)
        return weighed(shares, own, elsewhere, alone=not expected.free)

    def _shares(self, text: str, classifier: Classifier) -> Mapping[str, float]:
        """What is asked about one line several times is found out once."""
        if self._last[0] != text or not self._last[1]:
            self._last = (text, classifier.classify(text))
        return self._last[1]

    def _opened(
        self, text: str, intent: Intent, sure: float, expected: Expectation
    ) -> Meaning | None:
        """A yes or a no that the words begin with, where one is asked for and nothing else is
        clearly meant."""
        if not YES_NO.issubset(expected.intents) or intent in YES_NO:
            return None
        if intent in expected.intents and sure >= DECLINED:
            return None
        if self._language.opens_with_no(text):
            return Meaning(Intent.NO, confidence=DECLINED, loose=True)
        if self._language.opens_with_yes(text) and not self._language.negates(text):
            return Meaning(Intent.YES, confidence=ASKED, loose=True)
        return None

    def _means_aside_from_a_no(self, text: str, name: str, expected: Expectation) -> bool:
        """Whether a clause without a no in it says the same ("I can't hear, write it down")."""
        clauses = [clause for clause in CLAUSES.split(text) if not self._language.negates(clause)]
        rankings = (self._ranking(clause, expected) for clause in clauses if clause.strip())
        return any(ranking[0][0] == name and ranking[0][1] >= FREE for ranking in rankings)

    def _declined(self, text: str, name: str, sure: float, expected: Expectation) -> Meaning | None:
        """What carries nothing out: a no where yes or no is asked, else a sentence like others."""
        if name == NEGATED or self._language.negates(text):
            if YES_NO.issubset(expected.intents):
                return Meaning(Intent.NO, confidence=max(sure, DECLINED), loose=True)
            if expected.free is Intent.SENTENCE and sure >= FREE and name == NEGATED:
                return Meaning(Intent.REFRAIN, confidence=1.0, loose=True)
        return Meaning(expected.free) if expected.free else None


def _share(ranking: list[tuple[str, float]], name: str) -> float:
    return dict(ranking).get(name, 0.0)
