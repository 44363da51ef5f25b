"""What a turn meant, given what the state expects: patterns, phrases, and a learner's opinion."""

import re
from dataclasses import replace

from agent.dialog.commands import Commands
from agent.dialog.intents import YES_NO, Intent
from agent.dialog.requests import Lines
from agent.dialog.turns import Expectation, Invoked, Meaning, Said
from agent.learning.normalise import normalise
from agent.prompts.language import Language
from agent.understanding.classifying import Classifier
from agent.understanding.embedding import Embedding
from agent.understanding.guessing import IN_IDLE, Guesses
from agent.understanding.lessons import (
    EXPECTED,
    answer_in,
    lessons_in,
    named_slots_in,
    slots_in,
)
from agent.understanding.naming import some
from agent.understanding.opinion import ASKED, DECLINED, LONGEST_COMMAND, WORDS, Opinion
from agent.understanding.other_scales import nearest_stars
from agent.understanding.phrasebook import Phrasebook
from agent.understanding.phrases import Phrases
from agent.understanding.ratings import LONGEST as LONGEST_RATING
from agent.understanding.ratings import STARS, rating_in

SHORTEST_QUESTION = 3
"""Words of what is taken for a question without its mark."""
A_LESSON = Expectation((Intent.DICTATION,))
HALVES = Expectation((Intent.DICTATION, Intent.HALF))
NOTHING = frozenset({Intent.NONE, Intent.SENTENCE, Intent.REFRAIN, Intent.CANCEL})
TELLING = frozenset({Intent.TAUGHT, Intent.INSTRUCTION, Intent.ARCHIVE_LIST, Intent.WHO})
"""Commands that only tell something."""
BARE = frozenset({Intent.YES, Intent.NO, Intent.NEVER_MIND, Intent.DONE})
"""What means nothing where nothing was asked."""


class Understanding:
    """Turns words into a `Meaning`; `prefix` starts a command, `name` is the agent's."""

    def __init__(
        self,
        prefix: str,
        name: str,
        language: Language,
        commands: Commands,
        classifier: Classifier | None = None,
    ) -> None:
        self._prefix = prefix
        self._language = language
        self._commands = commands
        self._embedding = Embedding(language)
        self._opinion = Opinion(language, classifier)
        self._phrases = Phrases(language)
        self._guesses = Guesses(language, self._phrases, self._opinion)
        self._ratings = Phrasebook(language.ratings)
        self._replies = Phrasebook(some(language.answers, BARE))
        named = re.escape(name)
        self._call = re.compile(
            rf"^\s*(?:(?:hey|hi|hello|ok|okay)[\s,]+{named}\b[\s,.:!?]*|{named}\s*[,:.!?]\s*)",
            re.IGNORECASE,
        )

    # --- what the dialog asks ----------------------------------------------------------------

    def understand(self, turn: Said | Invoked, expected: Expectation) -> Meaning:
        if isinstance(turn, Said):
            command = self._commands.parse(turn.text.strip(), self._prefix)
            if command is None:
                nothing = turn.text.strip() == self._prefix and expected.free in WORDS
                return Meaning(Intent.NONE) if nothing else self._said(turn, expected)
            turn = Invoked(command.command, command.arguments, turn.files)
        return self._invoked(turn)

    def is_command(self, text: str) -> bool:
        return text.lstrip().startswith(self._prefix)

    def guess(self, text: str, *, answers: bool = False) -> Meaning | None:
        """The command that a sentence the model does not know may have meant, or its lesson."""
        return self._guesses.of(text, answers=answers)

    def is_phrase(self, text: str) -> bool:
        return self._phrases.of(text, Expectation(commands=True)) is not None

    def is_reply(self, text: str) -> bool:
        return self._replies.exact(normalise(text)) is not None

    # --- typed commands ----------------------------------------------------------------------

    def _invoked(self, turn: Invoked) -> Meaning:
        """A command, with what its arguments say taken apart."""
        words = " ".join(turn.arguments.values())
        kinds = ("dictation",) if turn.command is Intent.CORRECT else EXPECTED
        given = turn.arguments.get("example") or turn.arguments.get("answer", "")
        slots = dict(turn.arguments)
        given_stars = slots.get("rating")
        if given_stars and (stars := rating_in(given_stars, self._language)):
            slots["number"] = str(stars)
        if choice := self._yes_or_no(slots.get("choice", "")):
            slots["choice"] = choice
        lessons = lessons_in(given, self._language, kinds) if given else ()
        if turn.files and turn.command in (Intent.TRAIN, Intent.CORRECT):
            lessons = self._embedding.in_lessons(given)
            if turn.command is Intent.CORRECT and not lessons:
                slots["answer"] = self._embedding.answer(given)
        return Meaning(turn.command, words, slots, turn.files, lessons, command=True)

    def _yes_or_no(self, words: str) -> str:
        found = self._phrases.of(words, Expectation(YES_NO)) if words else None
        return found.intent if found and found.intent in YES_NO else ""

    # --- words -------------------------------------------------------------------------------

    def _said(self, turn: Said, expected: Expectation) -> Meaning:
        text = self._call.sub("", turn.text, count=1).strip()
        text = text.removesuffix(".") if turn.spoken else text
        found = self._plain(text, expected) if text else Meaning(Intent.CALLED)
        if found.intent is Intent.YES:
            found = self._unless_refused(turn, expected) or found
        if found.intent is Intent.FEEDBACK and found.slot("number"):
            found = self._between_stars(text, found)
        if turn.files:
            found = self._with_files(text, expected, found)
        return Meaning(
            found.intent,
            found.text if found.intent is Intent.FILE else found.text or text,
            found.slots,
            turn.files,
            found.examples,
            self._others(turn, found, expected),
            found.confidence * turn.confidence,
            found.echo,
            turn.spoken,
            loose=found.loose and not turn.files,
            asks=self._language.asks(text) or self._commands_instead(text, found),
            question=self._language.asks(text),
        )

    def _unless_refused(self, turn: Said, expected: Expectation) -> Meaning | None:
        """What was meant where the words as they were read have a no in them: hardly a yes."""
        read = turn.readings[0] if turn.readings else ""
        refused = self._language.negates(read) or self._language.opens_with_no(read)
        return self._plain(read, expected) if refused else None

    def _between_stars(self, text: str, found: Meaning) -> Meaning:
        """A rating where none is expected, which may be no whole number or beyond the scale."""
        nearest = nearest_stars(text, self._language) if len(text) <= LONGEST_RATING else None
        if nearest is None:
            return found
        stars = {"rating": str(nearest), "number": str(nearest)} if nearest else {}
        return replace(found, slots=stars, confidence=ASKED)

    def _with_files(self, text: str, expected: Expectation, found: Meaning) -> Meaning:
        """Files that came along: a part of an answer, for a command, or by themselves."""
        if attached := self._embedding.in_meaning(found, text, expected):
            return attached
        alone = found.intent in (Intent.NONE, Intent.CALLED, expected.free)
        return Meaning(Intent.FILE, self._embedding.beside(text)) if alone else found

    def _others(self, turn: Said, found: Meaning, expected: Expectation) -> Lines:
        """What other readings would teach, where one line is taught."""
        if len(found.examples) != 1:
            return ()
        texts = (self._call.sub("", reading, count=1).strip() for reading in turn.readings)
        lessons = filter(None, (self._lesson(text, expected) for text in texts))
        lines = (lesson.examples[0] for lesson in lessons if lesson.intent is found.intent)
        return tuple(line for line in dict.fromkeys(lines) if line != found.examples[0])

    def _commands_instead(self, text: str, found: Meaning) -> bool:
        """Whether words that are taken as they are would be a command elsewhere."""
        return found.intent is Intent.TEXT and self._elsewhere(text) is not None

    def _by_the_way(self, text: str, expected: Expectation) -> Meaning | None:
        """A command where something else was asked; what does more than tell is asked about."""
        found = None if expected.free or expected.commands else self._elsewhere(text)
        if found is None or found.intent in TELLING:
            return found
        return replace(found, confidence=ASKED, loose=True)

    def _elsewhere(self, text: str) -> Meaning | None:
        """The command that the words would be where nothing is asked."""
        found = (
            self._phrases.of(text, IN_IDLE)
            or self._command_with_slots(text, IN_IDLE)
            or self._opinion.of(text, IN_IDLE)
        )
        clear = found and found.intent not in NOTHING and found.confidence >= DECLINED
        return found if clear else None

    def _plain(self, text: str, expected: Expectation) -> Meaning:
        return (
            self._instead(text, expected)
            or self._lesson(text, expected)
            or self._name(text, expected)
            or self._number(text, expected)
            or self._lesson_by_the_way(text, expected)
            or self._phrases.of(text, expected)
            or self._lesson_instead(text, expected)
            or self._amended(text, expected)
            or self._command_with_slots(text, expected)
            or self._opinion.of(text, expected)
            or self._phrases.misspelt(text, expected)
            or self._by_the_way(text, expected)
            or self._question(text, expected)
            or Meaning(expected.free, confidence=1.0 if expected.free else 0.0)
        )

    def _question(self, text: str, expected: Expectation) -> Meaning | None:
        """A question for the model where something else was asked."""
        clear = text.endswith("?") or len(text.split()) >= SHORTEST_QUESTION
        if expected.free or not (clear and self._language.asks(text)):
            return None
        return Meaning(Intent.SENTENCE)

    def _lesson(self, text: str, expected: Expectation) -> Meaning | None:
        for intent, kinds in (
            (Intent.EXAMPLE, EXPECTED),
            (Intent.DICTATION, ("dictation",)),
        ):
            if intent in expected.intents and (lessons := lessons_in(text, self._language, kinds)):
                given, answer = lessons[0]
                slots = {"input": given, "output": answer}
                return Meaning(intent, slots=slots, examples=lessons)
        half = "any_half" if Intent.EXAMPLE in expected.intents else "half"
        if Intent.HALF in expected.intents and (
            slots_found := slots_in(self._language.patterns[half], text)
        ):
            return Meaning(Intent.HALF, slots=slots_found)
        return None

    def _lesson_by_the_way(self, text: str, expected: Expectation) -> Meaning | None:
        """A lesson where something else was asked: its answer may begin with a yes or a no."""
        asked = not expected.free or expected.commands
        return self._lesson(text, A_LESSON) if asked else None

    def _lesson_instead(self, text: str, expected: Expectation) -> Meaning | None:
        """A lesson, or half of one, after a no to what was understood."""
        rest = self._after_no(text)
        if not rest or not {Intent.AMEND, Intent.EXAMPLE} & {*expected.intents}:
            return None
        return self._lesson(rest, expected)

    def _instead(self, text: str, expected: Expectation) -> Meaning | None:
        """After a no, what the line before is to be."""
        rest = self._after_no(text)
        if not rest or Intent.INSTEAD not in expected.intents:
            return None
        if self._phrases.of(text, expected) or self._phrases.of(rest, expected):
            return None  # "no, that's it"; "no, say it again"
        kinds = (self._language.patterns[kind] for kind in ("other_half", "amend"))
        if answer := next(filter(None, (answer_in(rest, each) for each in kinds)), ""):
            return Meaning(Intent.INSTEAD, slots={"answer": answer})
        lesson = self._lesson(rest, HALVES)
        return replace(lesson, intent=Intent.INSTEAD) if lesson else None

    def _after_no(self, text: str) -> str:
        """What follows a no at the beginning; empty without one."""
        no = self._language.no_first.match(text)
        return text[no.end() :].lstrip(" ,.;:!-") if no else ""

    def _name(self, text: str, expected: Expectation) -> Meaning | None:
        """One of the names that were offered, by itself or by its number."""
        words = normalise(text)
        for number, name in enumerate(expected.choices, 1):
            if words in (normalise(name), str(number)):
                return Meaning(Intent.NAME, name)
        return None

    def _number(self, text: str, expected: Expectation) -> Meaning | None:
        if Intent.NUMBER not in expected.intents:
            return None
        if stars := rating_in(text, self._language):
            return _rated(stars, text)
        nearest = nearest_stars(text, self._language) if len(text) <= LONGEST_RATING else None
        if nearest is not None and not self._phrases.of(text, expected):
            named = reversed(list(self._language.numbers.items()))
            words = {stars: word for word, stars in named}
            echo = words.get(str(nearest), "")
            return _rated(nearest, echo, ASKED) if nearest else Meaning(Intent.NONE, confidence=0.0)
        said = self._ratings.exact(normalise(text))
        return _rated(int(said.name), text) if said else None

    def _amended(self, text: str, expected: Expectation) -> Meaning | None:
        if Intent.AMEND not in expected.intents:
            return None
        kinds = ("amend",) if expected.free is Intent.SENTENCE else ("other_half", "amend")
        for kind in kinds:
            if answer := answer_in(text, self._language.patterns[kind]):
                return Meaning(Intent.AMEND, slots={"answer": answer})
        patterns = self._language.patterns["maybe_amend"]
        if Intent.YES not in expected.intents:
            patterns += self._language.patterns["bare_amend"]
        if answer := answer_in(text, patterns):
            return Meaning(Intent.AMEND, slots={"answer": answer}, confidence=ASKED, loose=True)
        return None

    def _command_with_slots(self, text: str, expected: Expectation) -> Meaning | None:
        if not expected.commands or len(text) > LONGEST_COMMAND or self._language.negates(text):
            return None
        if STARS.search(text) and (stars := rating_in(text, self._language)):
            return Meaning(Intent.FEEDBACK, slots={"rating": str(stars), "number": str(stars)})
        bare = self._language.command_leads.sub("", text.rstrip(".!?"))
        name, slots = named_slots_in(self._language.command_patterns, bare)
        if not slots:
            return None
        filled = dict(slots)
        if stars := rating_in(filled.get("rating", ""), self._language):
            filled["number"] = str(stars)
        return Meaning(Intent(name), slots=filled)


def _rated(stars: int, echo: str, confidence: float = 1.0) -> Meaning:
    slots = {"number": str(stars)}
    return Meaning(Intent.NUMBER, slots=slots, confidence=confidence, echo=echo)
