"""Examples are being gathered, one by one or from a file; spoken ones are read back."""

from agent.dialog.outcomes import Outcome
from agent.dialog.requests import NO_ANSWER, ReadDataset
from agent.dialog.state import QUICK, YES_NO, State, Step
from agent.dialog.table import AWAITING, READ_BACK, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.lesson import Lesson, accept_dataset, lesson_of

DICTATING = 1.25
"""Seconds of silence that end a turn while examples are dictated."""


class AwaitingData(State):
    name = AWAITING
    expects = Expectation(
        intents=("done", "list", "never_mind", "no_answer", "example"),
        free="text",
        silence=DICTATING,
    )
    reads_back = True

    def enter(self, step: Step) -> None:
        if step.again is None:
            self.ask(step)

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if lesson.heard[0]:
            step.ask("awaiting.output", input=lesson.heard[0])
        elif lesson.told:
            step.ask("awaiting.next", count=len(lesson.examples))
        else:
            lesson.told = True
            step.ask("awaiting.ask")

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
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
        return accept_dataset(step, outcome)

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
    expects = Expectation(intents=("amend", "example", *YES_NO), silence=QUICK)

    def ask(self, step: Step) -> None:
        given, answer = lesson_of(step).heard
        prompt = "confirming.amended" if step.session.rejections else "confirming.ask"
        step.ask(prompt, input=given, output=answer, choices=YES_NO)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case "yes":
                lesson.examples.append(lesson.heard)
                lesson.heard = ("", "")
                step.session.rejections = 0
                return Event.NOTED
            case "amend":
                lesson.heard = (lesson.heard[0], meaning.slot("answer"))
                step.session.rejections += 1
                return Event.AMEND
            case "example":
                lesson.heard = (meaning.slot("input"), meaning.slot("output"))
                return Event.AMEND
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
