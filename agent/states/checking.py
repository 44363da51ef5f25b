"""Lines that look mislabelled are gone through, one by one, before a model is used."""

from agent.dialog.requests import NO_ANSWER, Discard
from agent.dialog.state import QUICK, YES_NO, State, Step
from agent.dialog.table import CHECKING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.lesson import Lesson, lesson_of


class Checking(State):
    name = CHECKING
    expects = Expectation(intents=("amend", "no_answer", "done", *YES_NO), silence=QUICK)

    def enter(self, step: Step) -> None:
        lesson = lesson_of(step)
        lesson.examples = []
        self.ask(step)

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if lesson.suspects:
            suspect = lesson.suspects[0]._asdict()
            step.ask("checking.ask", **suspect, choices=(*YES_NO, "done"))
        else:
            self.where(step)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case _ if not lesson.suspects:
                return self._finished(step, lesson)
            case "yes":
                return self._settled(step, lesson, lesson.suspects[0].proposal)
            case "no":
                return self._settled(step, lesson, "")
            case "amend" | "no_answer":
                return self._amended(step, lesson, meaning)
            case "done":
                lesson.suspects = []
                return self._finished(step, lesson)
        return None

    def where(self, step: Step) -> None:
        step.say("checking.where", count=len(lesson_of(step).suspects))

    def _amended(self, step: Step, lesson: Lesson, meaning: Meaning) -> Event:
        """Another answer than the one proposed; a spoken one is read back."""
        answer = meaning.slot("answer") or NO_ANSWER
        if not meaning.spoken:
            return self._settled(step, lesson, answer)
        lesson.suspects[0] = lesson.suspects[0]._replace(proposal=answer)
        self.ask(step)
        return Event.NOTED

    def _settled(self, step: Step, lesson: Lesson, answer: str) -> Event:
        suspect = lesson.suspects.pop(0)
        if answer:
            lesson.examples.append((suspect.input, answer))
        if not lesson.suspects:
            return self._finished(step, lesson)
        self.ask(step)
        return Event.NOTED

    def _finished(self, step: Step, lesson: Lesson) -> Event:
        """Train again if anything changed; the model made from the old lines is not wanted."""
        if not lesson.examples:
            return Event.DONE
        step.say("checking.changed", count=len(lesson.examples))
        step.do(Discard(lesson.model))
        return Event.START
