"""What a learner makes of words that are no phrase: done, asked about, or for the model."""

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation, Meaning
from agent.prompts.language import Language
from agent.understanding.classifying import CHAT, NEGATED, RATING, Classifier, weighed
from agent.understanding.naming import intent_of, known

LONGEST_COMMAND = 90
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
YES_FOR_SURE = 0.93
"""Words that only resemble a yes are asked about below this: a wrong yes is the dearest mistake."""
ASKED = 0.75
DECLINED = 0.8


class Opinion:
    """A learner of the phrases, asked about what is none of them; without one it says nothing."""

    def __init__(self, language: Language, classifier: Classifier | None) -> None:
        self._language = language
        self._classifier = classifier

    def of(self, text: str, expected: Expectation) -> Meaning | None:
        """What the words mean here; None where that is for others to say."""
        if self._classifier is None or len(text) > LONGEST_COMMAND or expected.free in WORDS:
            return None
        ranking = self._ranking(self._classifier, text, expected)
        if not ranking:
            return None
        name, sure = ranking[0]
        intent, slots = (Intent.NONE, {}) if name in (CHAT, NEGATED) else intent_of(name)
        if intent is Intent.NONE:
            return self._declined(text, name, sure, expected)
        if self._language.negates(text) and intent not in NEGATIVE:
            return self._declined(text, NEGATED, sure, expected)
        if sure < (FREE if expected.free else LEAST):
            return None
        if intent is Intent.YES and sure < YES_FOR_SURE:
            sure = min(sure, ASKED)
        return Meaning(intent, slots=slots, confidence=sure, loose=True)

    def _ranking(
        self, classifier: Classifier, text: str, expected: Expectation
    ) -> list[tuple[str, float]]:
        own = {intent.value for intent in expected.intents if intent is not Intent.NUMBER}
        if Intent.NUMBER in expected.intents:
            own |= {RATING + number for number in self._language.ratings}
        elsewhere = {CHAT, NEGATED, *known(self._language.universals)}
        if expected.commands:
            elsewhere |= known(self._language.commands).keys()
        return weighed(classifier.classify(text), own, elsewhere)

    def _declined(self, text: str, name: str, sure: float, expected: Expectation) -> Meaning | None:
        """What carries nothing out: a no where yes or no is asked, else a sentence like others."""
        if name == NEGATED or self._language.negates(text):
            if Intent.NO in expected.intents and Intent.YES in expected.intents:
                return Meaning(Intent.NO, confidence=max(sure, DECLINED), loose=True)
            if expected.free is Intent.SENTENCE and sure >= FREE and name == NEGATED:
                return Meaning(Intent.REFRAIN, confidence=1.0, loose=True)
        return Meaning(expected.free) if expected.free else None
