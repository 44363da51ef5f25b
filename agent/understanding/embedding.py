"""Files that come along with words: where in a lesson they belong."""

from dataclasses import replace

from agent.dialog.attachment import EMBEDDED
from agent.dialog.intents import Intent
from agent.dialog.requests import Lines
from agent.dialog.turns import Expectation, Meaning
from agent.prompts.language import Language
from agent.understanding.lessons import answer_in, lessons_in

LESSONS = (Intent.EXAMPLE, Intent.DICTATION)
KINDS = ("attached", "dictation", "example")


class Embedding:
    """Makes files a part of the answer, as the last thing in it unless it says where."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def in_meaning(self, found: Meaning, text: str, expected: Expectation) -> Meaning | None:
        """What the words mean with the files in them; None where they are no part of an answer."""
        expects_lesson = any(intent in expected.intents for intent in LESSONS)
        if expects_lesson and (lessons := self.in_lessons(text)):
            return _lesson(lessons, expected)
        if found.intent is Intent.HALF:
            return _lesson(((found.slot("input"), EMBEDDED),), expected)
        if found.intent is Intent.AMEND:
            return replace(found, slots={"answer": self.answer(found.slot("answer"))})
        if found.intent is Intent.TEXT and EMBEDDED in text:
            return replace(found, text=self.answer(text))
        if Intent.AMEND in expected.intents and (answer := self._completed(text)):
            return Meaning(Intent.AMEND, slots={"answer": self.answer(answer)})
        return None

    def in_lessons(self, text: str) -> Lines:
        """The lessons of a text that may lack its answer: "cat =>", "when I say cat, send this"."""
        for words in (text,) if EMBEDDED in text else (f"{text} {EMBEDDED}", text):
            lessons = lessons_in(words, self._language, KINDS)
            if lessons and not any(EMBEDDED in given for given, _ in lessons):
                return self._ending(lessons)
        return ()

    def answer(self, words: str) -> str:
        """An answer with the files in it; "this picture" is nothing but the file."""
        rest = self.beside(words)
        if not rest:
            return EMBEDDED
        return words if EMBEDDED in words else f"{rest} {EMBEDDED}"

    def beside(self, words: str) -> str:
        """What is said beside the files; empty where it only points at them."""
        rest = " ".join(words.replace(EMBEDDED, " ").split()) if EMBEDDED in words else words
        pointing = self._language.patterns["pointing"]
        return "" if any(pattern.fullmatch(rest) for pattern in pointing) else rest

    def _completed(self, text: str) -> str:
        """The answer of "no, it should be", which the file completes; empty for other words."""
        patterns = (*self._language.patterns["other_half"], *self._language.patterns["amend"])
        return answer_in(f"{text} {EMBEDDED}", patterns)

    def _ending(self, lessons: Lines) -> Lines:
        """The files are answered with in the last of several lessons, unless one names them."""
        if any(EMBEDDED in output for _, output in lessons):
            return tuple(
                (given, self.answer(output) if EMBEDDED in output else output)
                for given, output in lessons
            )
        *before, (given, output) = lessons
        return (*before, (given, self.answer(output)))


def _lesson(examples: Lines, expected: Expectation) -> Meaning:
    intent = next(intent for intent in LESSONS if intent in expected.intents)
    given, output = examples[0]
    return Meaning(intent, slots={"input": given, "output": output}, examples=examples)
