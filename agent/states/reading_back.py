"""A spoken example is read back, before it counts."""

from agent.dialog.intents import YES_NO, Intent
from agent.dialog.session import Session, Suspended
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import READ_BACK, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.lesson import Lesson, kept_lesson, lesson_of


class ReadBack(State):
    """A spoken example is read back; only what was confirmed is kept."""

    name = READ_BACK
    expects = Expectation(
        intents=(Intent.AMEND, Intent.EXAMPLE, Intent.HALF, *YES_NO), silence=QUICK
    )
    opener = Intent.TRAIN
    teaches = True
    reversible = frozenset({Intent.NO})

    def suspend(self, session: Session) -> Suspended | None:
        return kept_lesson(self.name, session)

    def ask(self, step: Step) -> None:
        given, answer = lesson_of(step).heard
        prompt = "confirming.amended" if step.session.rejections else "confirming.ask"
        step.ask(prompt, input=given, output=answer, buttons=YES_NO)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case Intent.YES:
                lesson.examples.append(lesson.heard)
                lesson.heard, lesson.noted = ("", ""), True
                step.session.rejections = 0
                return Event.NOTED
            case Intent.AMEND:
                return self._mended(step, (lesson.heard[0], meaning.slot("answer")))
            case Intent.HALF:
                return self._mended(step, (meaning.slot("input"), lesson.heard[1]))
            case Intent.EXAMPLE:
                lesson.heard, lesson.others = meaning.examples[0], list(meaning.others)
                return Event.AMEND
            case Intent.NO:
                return self._rejected(step, lesson)
        return None

    def where(self, step: Step) -> None:
        step.say("awaiting.where", count=len(lesson_of(step).examples))

    def _mended(self, step: Step, example: tuple[str, str]) -> Event:
        lesson = lesson_of(step)
        lesson.heard, lesson.others = example, []
        step.session.rejections += 1
        return Event.AMEND

    def _rejected(self, step: Step, lesson: Lesson) -> Event:
        """The next reading is offered once; then it is to be said, spelled or typed anew."""
        step.session.rejections += 1
        if lesson.others:
            lesson.heard, lesson.others = lesson.others[0], []
            return Event.AMEND
        lesson.heard = ("", "")
        step.say("confirming.type" if step.session.rejections >= 2 else "confirming.again")
        return Event.DROPPED
