"""Examples are being gathered, one by one or from a file; spoken ones are read back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from agent.dialog.attaching import as_answer, is_answer, only_file
from agent.dialog.commands import Command, file, text
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Outcome
from agent.dialog.requests import NO_ANSWER, ExpectTraining, Lines, ReadDataset, SelectDataset
from agent.dialog.session import Session, Suspended
from agent.dialog.state import State
from agent.dialog.step import Handler, Step
from agent.dialog.table import AWAITING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.answering import amend_last, meanwhile
from agent.states.lesson import Lesson, accept_dataset, kept_lesson, lesson_of, take_up_lesson

DICTATING = 1.25
"""Seconds of silence that end a turn while examples are dictated."""


def _train(step: Step, meaning: Meaning) -> Event:
    if meaning.examples:
        take_up_lesson(step).told = True
        return _dictated(step, meaning)
    if meaning.files:
        return _file(step, meaning)
    if meaning.slot("dataset"):
        step.do(SelectDataset(meaning.slot("dataset")))
        return Event.ASIDE
    if meaning.slot("file"):
        step.say("awaiting.hand_over", file=meaning.slot("file"))
    lesson = take_up_lesson(step)
    lesson.in_passing = False
    if meaning.slot("example"):
        lesson.told = True
        step.again = Meaning(Intent.TEXT, meaning.slot("example"), command=True)
    return Event.TRAIN


def _file(step: Step, meaning: Meaning) -> Event:
    """The answer to what was not known, or examples to read."""
    if step.session.unanswered and is_answer(meaning):
        step.again = amend_last(step, as_answer(meaning))
        return Event.ASIDE
    return read_file(step, meaning)


def read_file(step: Step, meaning: Meaning) -> Event:
    """Read a file of examples, unless it can be none."""
    given = only_file(step, meaning)
    if given and given.is_media:
        step.say("attached.how", file=given.name)
    elif given:
        step.do(ReadDataset(given))
    return Event.ASIDE


def _dictated(step: Step, meaning: Meaning) -> Event:
    return _open(step, replace(meaning, intent=Intent.EXAMPLE))


def _half(step: Step, meaning: Meaning) -> Event:
    return _open(step, meaning)


def _open(step: Step, meaning: Meaning) -> Event:
    """Open a lesson with what was said; who gives an example need not be told how."""
    lesson = take_up_lesson(step)
    lesson.in_passing = lesson.in_passing or not lesson.told
    lesson.told = True
    step.again = meaning
    return Event.TRAIN


class AwaitingData(State):
    name = AWAITING
    _INTENTS = (
        Intent.DONE, Intent.LIST, Intent.NEVER_MIND, Intent.NO_ANSWER, Intent.EXAMPLE, Intent.HALF,
        Intent.FILE,
    )  # fmt: skip
    expects = Expectation(_INTENTS, Intent.TEXT, silence=DICTATING)
    commands = (
        Command(
            Intent.TRAIN,
            _train,
            "command.train",
            (file("command.train.file"), text("example", "command.train.example")),
            needs="lesson",
        ),
    )
    openers: ClassVar[Mapping[Intent, Handler]] = {
        Intent.DICTATION: _dictated,
        Intent.HALF: _half,
        Intent.FILE: _train,
    }
    opener = Intent.TRAIN
    reads_back = True
    reversible = frozenset({Intent.DONE})
    teaches = True

    def expected(self, session: Session) -> Expectation:
        """After the first half of an example, "you answer Z" is the second; no more, else."""
        task = session.task
        if isinstance(task, Lesson) and task.heard[0]:
            return Expectation((*self._INTENTS, Intent.AMEND), Intent.TEXT, silence=DICTATING)
        noted = isinstance(task, Lesson) and task.noted
        if self.answers(session):
            first = Intent.NO if session.fresh else Intent.INSTEAD if noted else None
            intents = (first, *_TALK) if first else _TALK
            return Expectation(intents, Intent.SENTENCE, commands=True, silence=DICTATING)
        if noted:
            return Expectation((*self._INTENTS, Intent.INSTEAD), Intent.TEXT, silence=DICTATING)
        return self.expects

    def answers(self, session: Session) -> bool:
        """Between lessons that were given in passing, people talk as they do elsewhere."""
        task = session.task
        return isinstance(task, Lesson) and task.in_passing and not task.heard[0]

    def suspend(self, session: Session) -> Suspended | None:
        return kept_lesson(self.name, session)

    def enter(self, step: Step) -> None:
        if step.again is None:
            self.ask(step)

    def ask(self, step: Step) -> None:
        step.note(ExpectTraining())
        lesson = lesson_of(step)
        if lesson.heard[0]:
            step.ask("awaiting.output", input=lesson.heard[0])
        elif step.resuming and lesson.in_passing:
            step.ask("awaiting.pending", count=len(lesson.examples))
        elif lesson.told:
            step.ask("awaiting.next", count=len(lesson.examples))
        else:
            lesson.told = True
            step.ask("awaiting.ask")

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        lesson.noted, noted = False, lesson.noted
        match meaning.intent:
            case Intent.FILE if lesson.heard[0] and is_answer(meaning):
                step.again = as_answer(meaning)
                return Event.ASIDE
            case Intent.FILE | Intent.TRAIN if meaning.files:
                return read_file(step, meaning)
            case Intent.EXAMPLE | Intent.DICTATION | Intent.TRAIN if meaning.examples:
                return self._heard(step, meaning, meaning.examples)
            case Intent.TRAIN:
                lesson.in_passing = False
                self.ask(step)
                return Event.NOTED
            case Intent.INSTEAD if noted:
                return self._instead(step, meaning, lesson.examples.pop())
            case Intent.AMEND if lesson.heard[0]:
                return self._heard(step, meaning, ((lesson.heard[0], meaning.slot("answer")),))
            case Intent.NO_ANSWER if lesson.heard[0]:
                return self._heard(step, meaning, ((lesson.heard[0], NO_ANSWER),))
            case Intent.TEXT if self._is_doubtful(lesson, meaning):
                return _doubt_answer(step, meaning, lesson)
            case Intent.TEXT if lesson.heard[0]:
                return self._heard(step, meaning, ((lesson.heard[0], meaning.text),))
            case Intent.HALF:
                return self._begin(step, lesson, meaning.slot("input"))
            case Intent.NO | Intent.AMEND | Intent.SENTENCE:
                return meanwhile(step, meaning)
            case Intent.TEXT | Intent.NO_ANSWER:
                return self._begin(step, lesson, meaning.text, asked=meaning.question)
            case Intent.NEVER_MIND if lesson.heard[0]:
                return self._begin(step, lesson, "")
            case Intent.LIST:
                step.say("awaiting.list", examples=lesson.added)
                return Event.NOTED
            case Intent.NEVER_MIND if not (lesson.examples or lesson.dataset):
                step.again = Meaning(Intent.CANCEL, command=True)
                return Event.NOTED
            case Intent.DONE | Intent.NEVER_MIND:
                return self._done(step, lesson)
        return None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        return accept_dataset(step, outcome)

    def where(self, step: Step) -> None:
        step.say("awaiting.where", count=len(lesson_of(step).examples))

    def undo(self, step: Step) -> None:
        lesson = lesson_of(step)
        lesson.noted = False
        if lesson.heard[0]:
            lesson.heard = ("", "")
            self.ask(step)
        elif lesson.examples:
            given, answer = lesson.examples.pop()
            step.say("awaiting.undone", input=given, output=answer, count=len(lesson.examples))
        else:
            step.say("undo.nothing")

    def _heard(self, step: Step, meaning: Meaning, examples: Lines) -> Event:
        lesson = lesson_of(step)
        for example in examples:
            lesson.heard, lesson.others = example, list(meaning.others)
            if meaning.spoken:
                return Event.HEARD
            note(step)
        self.ask(step)
        return Event.NOTED

    def _instead(self, step: Step, meaning: Meaning, before: tuple[str, str]) -> Event:
        """Put the line before right; by voice, it is offered as it was after a no."""
        given, answer = meaning.slot("input") or before[0], meaning.slot("answer") or before[1]
        others = (*meaning.others, before) if meaning.spoken else ()
        return self._heard(
            step, replace(meaning, others=others), meaning.examples or ((given, answer),)
        )

    def _is_doubtful(self, lesson: Lesson, meaning: Meaning) -> bool:
        """Whether a question was typed where the answer to a question was asked for."""
        asked = bool(lesson.heard[0]) and lesson.asked and meaning.question
        return asked and not (meaning.spoken or meaning.confirmed)

    def _begin(self, step: Step, lesson: Lesson, given: str, *, asked: bool = False) -> Event:
        lesson.heard, lesson.asked = (given, ""), asked
        self.ask(step)
        return Event.NOTED

    def _done(self, step: Step, lesson: Lesson) -> Event:
        if lesson.examples or lesson.dataset:
            return Event.START
        step.say("awaiting.nothing")
        return Event.NOTED


_TALK = (
    Intent.DONE, Intent.LIST, Intent.DICTATION, Intent.HALF, Intent.FILE, Intent.AMEND,
)  # fmt: skip
"""What is understood between lessons that were given in passing."""


def _doubt_answer(step: Step, meaning: Meaning, lesson: Lesson) -> Event:
    """Two questions in a row are rarely a lesson."""
    given = lesson.heard[0]
    return step.confirm(meaning, "awaiting.is_answer", input=given, output=meaning.text)


def note(step: Step) -> None:
    """Put the example in the making among those to be learned."""
    lesson = lesson_of(step)
    lesson.examples.append(lesson.heard)
    step.say("awaiting.noted", input=lesson.heard[0], output=lesson.heard[1])
    lesson.heard, lesson.noted = ("", ""), True
    step.session.rejections = 0
