"""Lines that look mislabelled are gone through, one by one, before a model is used."""

from agent.dialog.intents import YES_NO, Intent
from agent.dialog.requests import NO_ANSWER
from agent.dialog.session import Session, Suspended
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import CHECKING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.lesson import Lesson, kept_lesson, lesson_of


class Checking(State):
    name = CHECKING
    expects = Expectation(
        intents=(Intent.AMEND, Intent.NO_ANSWER, *YES_NO, Intent.DONE), silence=QUICK
    )

    opener = Intent.TRAIN

    def suspend(self, session: Session) -> Suspended | None:
        return kept_lesson(self.name, session)

    def enter(self, step: Step) -> None:
        if not step.resuming:
            lesson_of(step).examples = []
        self.ask(step)

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if lesson.suspects:
            suspect = lesson.suspects[0]._asdict()
            step.ask("checking.ask", **suspect, buttons=(*YES_NO, Intent.DONE))
        else:
            self.where(step)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case _ if not lesson.suspects:
                return self._finished(step, lesson)
            case Intent.YES:
                return self._settled(step, lesson, lesson.suspects[0].proposal)
            case Intent.NO:
                return self._settled(step, lesson, "")
            case Intent.AMEND | Intent.NO_ANSWER:
                return self._amended(step, lesson, meaning)
            case Intent.DONE:
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
        return Event.START
