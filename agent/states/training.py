"""A model is being trained in a process of its own, and then offered; meanwhile talk goes on."""

from agent.dialog.commands import Command
from agent.dialog.intents import YES_NO, Intent
from agent.dialog.outcomes import Answered, Done, Outcome, Refused, Trained
from agent.dialog.requests import Adopt, Discard, DrawReport, Train
from agent.dialog.session import Session, Suspended
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import AWAITING, RESULT, TRAINING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.answering import amend_last, ask_model, meanwhile, tell_answer
from agent.states.guided_test import GuidedTest
from agent.states.lesson import Lesson, lesson_of


class Training(State):
    name = TRAINING
    expects = Expectation(
        (Intent.DICTATION, Intent.HALF, Intent.AMEND), Intent.SENTENCE, commands=True
    )
    opener = Intent.CANCEL
    waits = False

    def answers(self, session: Session) -> bool:
        return True

    def suspend(self, session: Session) -> Suspended | None:
        return Suspended(self.name, session.task)

    def enter(self, step: Step) -> None:
        lesson = lesson_of(step)
        if step.resuming and lesson.job:
            self.where(step)
            return
        if step.resuming and step.rights.teach:
            step.say("training.again")
        request = Train(lesson.dataset, lesson.added, lesson.keep, lesson.draft)
        if step.rights.teach:
            lesson.fraction = 0.0
            step.start(request)
            step.say("training.started", seconds=_estimate(lesson.lines))
        else:
            step.do(request)  # it waits for a trainer, or is refused

    def ask(self, step: Step) -> None:
        self.where(step)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        match meaning.intent:
            case Intent.SENTENCE:
                return ask_model(step, meaning)
            case Intent.AMEND:
                step.again = amend_last(step, meaning)
                return Event.ASIDE
            case Intent.DICTATION | Intent.HALF:
                return meanwhile(step, meaning)
        self.where(step)
        return Event.ASIDE

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        match outcome:
            case Trained():
                _keep(lesson_of(step), outcome)
                return Event.TRAINED
            case Refused():
                return Event.FAILED if not lesson_of(step).job else Event.ASIDE
            case Done() if not lesson_of(step).job:
                return Event.DONE
            case Answered():
                return tell_answer(step, outcome)
        return None

    def finish_suspended(self, step: Step, flow: Suspended, outcome: Outcome) -> Suspended:
        """The training ended while something else was being done: ask about it after that."""
        match outcome:
            case Trained() if isinstance(flow.task, Lesson):
                _keep(flow.task, outcome)
                step.say("training.meanwhile")
                return Suspended(RESULT, flow.task)
            case Done():
                return Suspended(AWAITING, Lesson())
        return Suspended(AWAITING, flow.task)

    def where(self, step: Step) -> None:
        step.say("training.where", fraction=lesson_of(step).fraction)

    def resume(self, step: Step) -> None:
        """The training went on while the user was away, or ended with the process it ran in."""
        step.resuming = True
        self.enter(step)


def _keep(lesson: Lesson, outcome: Trained) -> None:
    lesson.model = outcome.model
    lesson.accuracy = outcome.accuracy
    lesson.before = outcome.before
    lesson.better = outcome.better
    lesson.summary = outcome.summary
    lesson.report = outcome.report
    lesson.suspects = list(outcome.suspects)
    lesson.dataset = outcome.dataset
    lesson.draft = ""


def _estimate(lines: int) -> int:
    """Seconds a training takes, to the next five: two to start, and one for 1,000 lines."""
    return 5 * (1 + (2 + lines // 1000) // 5)


def _use(step: Step, meaning: Meaning) -> Event:
    """Use the model that waits, or the one that was refused last."""
    session = step.session
    offered = [flow for flow in session.suspended if flow.state == RESULT]
    if offered:
        session.suspended.remove(offered[-1])
    task = offered[-1].task if offered else session.waiting.pop() if session.waiting else None
    step.do(Adopt(task.model if isinstance(task, Lesson) else ""))
    return Event.ASIDE


def _outdate(session: Session, lesson: Lesson) -> None:
    """Models of the same data that were trained before are no longer asked about; they are kept."""
    for flow in list(session.suspended):
        task = flow.task
        if flow.state == RESULT and isinstance(task, Lesson) and task.dataset == lesson.dataset:
            session.suspended.remove(flow)
            session.waiting.append(task)


class Result(State):
    """The model is there, and how good it is: use it? It waits until a yes or a no."""

    name = RESULT
    expects = Expectation(
        (Intent.DETAILS, Intent.CHECK, Intent.TEST_IT, Intent.TEST, Intent.USE_MODEL,
         Intent.NEVER_MIND, Intent.UNSURE, Intent.DICTATION, Intent.HALF, Intent.AMEND,
         *YES_NO),
        Intent.SENTENCE,
        commands=True,
        silence=QUICK,
    )  # fmt: skip
    commands = (Command(Intent.USE_MODEL, _use, "command.use_model", needs="teach"),)
    opener = Intent.CANCEL

    def answers(self, session: Session) -> bool:
        return True

    def suspend(self, session: Session) -> Suspended | None:
        return Suspended(self.name, session.task)

    def leave(self, step: Step) -> None:
        """Neither yes nor no: the model waits until it is asked for."""
        step.session.waiting.append(lesson_of(step))
        step.session.dropped = None
        step.say("result.waits")

    def ask(self, step: Step) -> None:
        lesson = lesson_of(step)
        buttons = (*YES_NO, Intent.DETAILS, Intent.TEST_IT)
        if step.resuming:
            step.ask("result.again", buttons=buttons)
            return
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
            buttons=(*buttons, Intent.CHECK) if lesson.suspects else buttons,
        )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        lesson = lesson_of(step)
        match meaning.intent:
            case Intent.YES | Intent.USE_MODEL:
                _outdate(step.session, lesson)
                step.do(Adopt(lesson.model))
                return Event.DONE
            case Intent.NO if meaning.loose and not meaning.confirmed:
                return step.confirm(meaning, "result.discard")
            case Intent.NO:
                step.do(Discard(lesson.model))
                return Event.DONE
            case Intent.NEVER_MIND | Intent.UNSURE:
                step.again = Meaning(Intent.CANCEL, command=True)
                return Event.ASIDE
            case Intent.TEST_IT | Intent.TEST:
                return self._test(step, meaning, lesson)
            case Intent.CHECK if lesson.suspects:
                return Event.CHECK
            case Intent.DETAILS:
                step.say("result.details", report=lesson.report)
                if lesson.accuracy is not None:
                    step.do(DrawReport(lesson.model))
                return Event.ASIDE
            case Intent.SENTENCE:
                return ask_model(step, meaning)
            case Intent.AMEND:
                step.again = amend_last(step, meaning)
                return Event.ASIDE
            case Intent.DICTATION | Intent.HALF:
                return meanwhile(step, meaning)
        return None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        if not isinstance(outcome, Answered):
            return None
        tell_answer(step, outcome)
        step.say("result.where")
        return Event.ASIDE

    def where(self, step: Step) -> None:
        step.say("result.where")

    def _test(self, step: Step, meaning: Meaning, lesson: Lesson) -> Event:
        """Try the new model first, and come back to the question."""
        step.session.suspended.append(Suspended(self.name, lesson))
        step.session.task = GuidedTest(model=lesson.model)
        step.again = Meaning(
            Intent.TEST, meaning.text, {**meaning.slots, "model": lesson.model}, meaning.files
        )
        return Event.SUSPEND
