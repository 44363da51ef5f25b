"""Examples are being gathered: one by one, read back when spoken, or from a file."""

from typing import Self

from pydantic import Field

from agent.requests import NO_ANSWER, DatasetRead, Lines, Outcome, ReadDataset, Suspect
from agent.session import Task
from agent.states.base import QUICK, YES_NO, State, Step
from agent.table import AWAITING, READ_BACK, REVIEWING, Event
from agent.turns import Expectation, Meaning

DICTATING = 1.25
"""Seconds of silence that end a turn while examples are dictated."""


class Lesson(Task):
    """What is being taught: a dataset by name, examples added to it, and the one in the making."""

    examples: list[tuple[str, str]] = Field(default_factory=list)
    heard: tuple[str, str] = ("", "")
    """The example in the making; its output is empty while only the input is known."""
    dataset: str = ""
    """The dataset to train from; empty for the selected one."""
    lines: int = 0
    """How many examples the dataset has, where known."""
    outputs: int = 0
    """How many different answers, where a file was read."""
    doubles: int = 0
    conflicts: int = 0
    conflict: str = ""
    warning: str = ""
    keep: str = "last"
    told: bool = False
    """Whether the user was told how to give examples."""
    fraction: float = 0.0
    """How far the training is."""
    summary: str = ""
    model: str = ""
    """The trained model that waits to be used."""
    suspects: list[Suspect] = Field(default_factory=list)
    """Lines of the data to go through, the next one first."""
    accuracy: float | None = None
    before: float | None = None
    report: str = ""

    @property
    def unsaved(self) -> int:
        return len(self.examples)

    def progress(self, fraction: float) -> None:
        self.fraction = fraction

    @property
    def added(self) -> Lines:
        return tuple(self.examples)

    @classmethod
    def of(cls, read: DatasetRead) -> Self:
        return cls(
            dataset=read.name,
            lines=read.examples,
            outputs=read.outputs,
            doubles=read.doubles,
            conflicts=read.conflicts,
            conflict=read.conflict,
            warning=read.warning,
        )


def lesson_of(step: Step) -> Lesson:
    """The lesson in hand, a new one where none was begun."""
    if not isinstance(step.session.task, Lesson):
        step.session.task = Lesson()
    task = step.session.task
    assert isinstance(task, Lesson)
    return task


class AwaitingData(State):
    name = AWAITING
    expects = Expectation(
        intents=("done", "list", "never_mind", "no_answer", "example"),
        free="text",
        silence=DICTATING,
    )
    reads_back = True

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if lesson.heard[0]:
            step.ask("awaiting.output", input=lesson.heard[0])
        elif lesson.told:
            step.ask("awaiting.next", count=len(lesson.examples))
        else:
            lesson.told = True
            step.ask("awaiting.ask")

    def take(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case "file" | "train" if meaning.files:
                step.do(ReadDataset(meaning.files[0]))
                return Event.NOTED
            case "train":
                self.ask(step)
                return Event.NOTED
            case "example":
                return self._heard(step, meaning, meaning.slot("input"), meaning.slot("output"))
            case "no_answer" if lesson.heard[0]:
                return self._heard(step, meaning, lesson.heard[0], NO_ANSWER)
            case "text" if lesson.heard[0]:
                return self._heard(step, meaning, lesson.heard[0], meaning.text)
            case "text" | "no_answer":
                return self._begin(step, lesson, meaning)
            case "list":
                step.say("awaiting.list", examples=lesson.added)
                return Event.NOTED
            case "done" | "never_mind":
                return self._done(step, lesson)
        return None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        if not isinstance(outcome, DatasetRead):
            return None
        gathered = lesson_of(step)
        step.session.task = Lesson.of(outcome).model_copy(update={"examples": gathered.examples})
        return Event.READ

    def where(self, step: Step) -> None:
        step.say("awaiting.where", count=len(lesson_of(step).examples))

    def undo(self, step: Step) -> None:
        lesson = lesson_of(step)
        if lesson.heard[0]:
            lesson.heard = ("", "")
            self.ask(step)
        elif lesson.examples:
            given, answer = lesson.examples.pop()
            step.say("awaiting.undone", input=given, output=answer, count=len(lesson.examples))
        else:
            step.say("undo.nothing")

    def _heard(self, step: Step, meaning: Meaning, given: str, answer: str) -> Event:
        lesson = lesson_of(step)
        lesson.heard = (given, answer)
        if meaning.spoken:
            return Event.HEARD
        note(step)
        self.ask(step)
        return Event.NOTED

    def _begin(self, step: Step, lesson: Lesson, meaning: Meaning) -> Event:
        lesson.heard = (meaning.text, "")
        self.ask(step)
        return Event.NOTED

    def _done(self, step: Step, lesson: Lesson) -> Event:
        if lesson.examples or lesson.dataset:
            return Event.START
        step.say("awaiting.nothing")
        return Event.NOTED


def note(step: Step) -> None:
    """Put the example in the making among those to be learned."""
    lesson = lesson_of(step)
    lesson.examples.append(lesson.heard)
    step.say("awaiting.noted", input=lesson.heard[0], output=lesson.heard[1])
    lesson.heard = ("", "")
    step.session.rejections = 0


class ReadBack(State):
    """A spoken example is read back; only what was confirmed is kept."""

    name = READ_BACK
    expects = Expectation(intents=("mend", "example", *YES_NO), silence=QUICK)

    def ask(self, step: Step) -> None:
        given, answer = lesson_of(step).heard
        prompt = "confirming.mended" if step.session.rejections else "confirming.ask"
        step.ask(prompt, input=given, output=answer, choices=YES_NO)

    def take(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case "yes":
                lesson.examples.append(lesson.heard)
                lesson.heard = ("", "")
                step.session.rejections = 0
                return Event.NOTED
            case "mend":
                lesson.heard = (lesson.heard[0], meaning.slot("answer"))
                step.session.rejections += 1
                return Event.MEND
            case "example":
                lesson.heard = (meaning.slot("input"), meaning.slot("output"))
                return Event.MEND
            case "no":
                return self._rejected(step, lesson)
        return None

    def where(self, step: Step) -> None:
        step.say("awaiting.where", count=len(lesson_of(step).examples))

    def _rejected(self, step: Step, lesson: Lesson) -> Event:
        lesson.heard = ("", "")
        step.session.rejections += 1
        step.say("confirming.type" if step.session.rejections >= 2 else "confirming.again")
        return Event.DROPPED


class Reviewing(State):
    """A file was read: this is in it; train from it?"""

    name = REVIEWING
    expects = Expectation(intents=("show", "first", *YES_NO), silence=QUICK)

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if not lesson.outputs:
            step.ask("reviewing.selected", name=lesson.dataset, choices=YES_NO)
            return
        step.ask(
            "reviewing.conflicts" if lesson.conflicts else "reviewing.ask",
            name=lesson.dataset,
            lines=lesson.lines,
            outputs=lesson.outputs,
            doubles=lesson.doubles,
            conflicts=lesson.conflicts,
            conflict=lesson.conflict,
            warning=lesson.warning,
            choices=("yes", "first", "no") if lesson.conflicts else YES_NO,
        )

    def take(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case "yes" | "first":
                lesson.keep = "first" if meaning.intent == "first" else "last"
                return Event.START
            case "no":
                step.say("reviewing.kept", name=lesson.dataset)
                step.session.task = Lesson(examples=lesson.examples, told=True)
                return Event.DROPPED
            case "show":
                prompt = "reviewing.show" if lesson.conflicts else "reviewing.none"
                step.say(prompt, conflict=lesson.conflict)
                return Event.ASIDE
            case "file" | "train" if meaning.files:
                step.do(ReadDataset(meaning.files[0]))
                return Event.ASIDE
        return None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        return _AWAITING.finish(step, outcome)

    def where(self, step: Step) -> None:
        lesson = lesson_of(step)
        step.say("reviewing.where", name=lesson.dataset, lines=lesson.lines)


_AWAITING = AwaitingData()
