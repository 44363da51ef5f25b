"""What a sentence may have meant that the model does not know."""

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation, Meaning
from agent.prompts.language import Language
from agent.understanding.lessons import TOLD, lessons_in, named_slots_in, slots_in
from agent.understanding.opinion import ASKED, Opinion
from agent.understanding.phrases import LEAST, Phrases

IN_IDLE = Expectation(free=Intent.SENTENCE, commands=True)


class Guesses:
    """Commands in other words, and lessons; all of them are asked about."""

    def __init__(self, language: Language, phrases: Phrases, opinion: Opinion) -> None:
        self._language = language
        self._phrases = phrases
        self._opinion = opinion

    def of(self, text: str, *, answers: bool) -> Meaning | None:
        """What it may have meant; what rather `answers` a question means hardly any command."""
        if told := lessons_in(text, self._language, (TOLD,)):
            given, answer = told[0]
            return Meaning(Intent.CORRECT, text, {"input": given, "answer": answer}, loose=True)
        if self._language.refuses(text):
            return None
        if answers and not self._language.command_leads.match(text):
            return None
        if slots_in(self._language.patterns["announcing"], text):
            return Meaning(Intent.TRAIN, confidence=ASKED, loose=True)
        return self._misspelt(text) or self._opinion.guess(text, IN_IDLE) or self._named(text)

    def _misspelt(self, text: str) -> Meaning | None:
        if self._language.negates(text) or self._language.asks(text):
            return None
        return self._phrases.of(text, Expectation(commands=True), LEAST)

    def _named(self, text: str) -> Meaning | None:
        """A command with a name of nobody's in it ("use plants")."""
        bare = self._phrases.politely.without(" ".join(text.lower().split()))
        name, slots = named_slots_in(self._language.guess_patterns, bare)
        return Meaning(Intent(name), slots=slots, confidence=ASKED, loose=True) if slots else None
