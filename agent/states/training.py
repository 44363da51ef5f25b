"""A model is being trained in a process of its own, and then offered."""

from agent.dialog.outcomes import Outcome, Refused, Trained
from agent.dialog.requests import Adopt, Discard, DrawReport, Train
from agent.dialog.state import QUICK, YES_NO, State, Step
from agent.dialog.table import RESULT, TRAINING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.lesson import Lesson, lesson_of


class Training(State):
    name = TRAINING
    waits = False

    def enter(self, step: Step) -> None:
        lesson = lesson_of(step)
        lesson.fraction = 0.0
        step.start(Train(lesson.dataset, lesson.added, lesson.keep))
        step.say("training.started", seconds=_estimate(lesson.lines))

    def ask(self, step: Step) -> None:
        self.where(step)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        self.where(step)
        return Event.ASIDE

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        match outcome:
            case Trained():
                self._keep(lesson_of(step), outcome)
                return Event.TRAINED
            case Refused():
                return Event.FAILED
        return None

    def where(self, step: Step) -> None:
        step.say("training.where", fraction=lesson_of(step).fraction)

    def resume(self, step: Step) -> None:
        """The training went on while the user was away, or ended with the process it ran in."""
        if step.session.job:
            self.where(step)
        else:
            step.say("training.again")
            self.enter(step)

    @staticmethod
    def _keep(lesson: Lesson, outcome: Trained) -> None:
        lesson.model = outcome.model
        lesson.accuracy = outcome.accuracy
        lesson.before = outcome.before
        lesson.better = outcome.better
        lesson.summary = outcome.summary
        lesson.report = outcome.report
        lesson.suspects = list(outcome.suspects)
        lesson.dataset = outcome.dataset


def _estimate(lines: int) -> int:
    """Seconds a training takes, to the next five: two to start, and one for 1,000 lines."""
    return 5 * (1 + (2 + lines // 1000) // 5)


CHOICES = ("yes", "no", "details")


class Result(State):
    """The model is there, and how good it is: use it?"""

    name = RESULT
    expects = Expectation(intents=("details", "check", *YES_NO), silence=QUICK)

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        if lesson.suspects and not step.session.spoken:
            step.say("result.suspects", count=len(lesson.suspects))
        prompt = "result.untested" if lesson.accuracy is None else "result.ask"
        if lesson.accuracy is not None and lesson.before is not None:
            prompt = "result.better" if lesson.better else "result.worse"
        step.ask(
            prompt,
            accuracy=lesson.accuracy,
            before=lesson.before,
            summary=lesson.summary,
            choices=("yes", "no", "details", "check") if lesson.suspects else CHOICES,
        )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case "yes":
                step.do(Adopt(lesson.model))
                return Event.DONE
            case "no":
                step.do(Discard(lesson.model))
                return Event.DONE
            case "check" if lesson.suspects:
                return Event.CHECK
            case "details":
                step.say("result.details", report=lesson.report)
                if lesson.accuracy is not None:
                    step.do(DrawReport(lesson.model))
                return Event.ASIDE
        return None

    def where(self, step: Step) -> None:
        step.say("result.where")
