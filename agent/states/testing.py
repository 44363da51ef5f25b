"""The model is being tested: case by case with a person as the judge, or with a file of cases."""

from agent.dialog.attaching import only_file
from agent.dialog.attachment import Attachment
from agent.dialog.commands import Command, file, text
from agent.dialog.intents import YES_NO, Intent
from agent.dialog.outcomes import Answered, Outcome, Refused, Tested
from agent.dialog.requests import NO_ANSWER, Answer, Correct, Evaluate, ReportTrial
from agent.dialog.session import Session, Suspended
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import JUDGING, REPORT, TESTING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.correcting import CorrectionDraft, begin_correction
from agent.states.guided_test import GuidedTest, guided_test_of


def start_evaluation(step: Step, meaning: Meaning) -> Event | None:
    """Test with the cases that came as a file or as JSON in the text; None where none came."""
    cases = meaning.slot("cases")
    if not meaning.files and not cases:
        return None
    given = only_file(step, meaning) if meaning.files else Attachment("the test", cases.encode())
    if given is None:
        return None
    test = guided_test_of(step)
    test.from_file = True
    step.start(Evaluate(given, test.model))
    return Event.REPORT


def _test(step: Step, meaning: Meaning) -> Event:
    step.session.task = GuidedTest(model=meaning.slot("model"))
    if meaning.slot("file") and not meaning.files:
        step.say("testing.hand_over", file=meaning.slot("file"))
    return start_evaluation(step, meaning) or Event.TEST


class Testing(State):
    name = TESTING
    expects = Expectation(
        intents=(Intent.DONE, Intent.NEVER_MIND, Intent.CORRECT, Intent.FILE),
        free=Intent.SENTENCE,
    )
    commands = (
        Command(
            Intent.TEST,
            _test,
            "command.test",
            (file("command.test.file"), text("cases", "command.test.cases")),
        ),
    )
    opener = Intent.TEST

    def suspend(self, session: Session) -> Suspended | None:
        task = session.task
        worth = isinstance(task, GuidedTest) and (task.cases or task.model)
        return Suspended(self.name, task) if worth else None

    def enter(self, step: Step) -> None:
        if isinstance(step.session.task, CorrectionDraft):
            step.session.task = step.session.task.trial
        guided_test_of(step).from_file = False
        self.ask(step)

    def ask(self, step: Step) -> None:
        step.ask("testing.next" if guided_test_of(step).cases else "testing.ask")

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        match meaning.intent:
            case Intent.SENTENCE:
                step.do(Answer(meaning.text, guided_test_of(step).model))
                return Event.ASIDE
            case Intent.FILE | Intent.TEST:
                event = start_evaluation(step, meaning)
                if event is None:
                    self.ask(step)
                return event or Event.ASIDE
            case Intent.CORRECT if step.refuses("lesson"):
                return Event.ASIDE
            case Intent.CORRECT:
                return begin_correction(step, meaning, guided_test_of(step))
            case Intent.DONE | Intent.NEVER_MIND:
                return Event.REPORT if guided_test_of(step).cases else self._leave(step)
        return None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        if not isinstance(outcome, Answered):
            return None
        trial = guided_test_of(step)
        trial.input, trial.output = outcome.text, outcome.output
        trial.confidence, trial.known = outcome.confidence, outcome.known
        step.session.answered = (outcome.text, outcome.output)
        return Event.JUDGE

    def where(self, step: Step) -> None:
        trial = guided_test_of(step)
        step.say("testing.where", count=len(trial.cases), right=trial.right)

    def resume(self, step: Step) -> None:
        trial = guided_test_of(step)
        step.ask("testing.resume", count=len(trial.cases), right=trial.right)

    def undo(self, step: Step) -> None:
        trial = guided_test_of(step)
        if trial.cases:
            trial.cases.pop()
            step.say("testing.undone", count=len(trial.cases))
        else:
            step.say("undo.nothing")

    def _leave(self, step: Step) -> Event:
        step.say("testing.none")
        return Event.DONE


class Judging(State):
    """This is what would be answered: right?"""

    name = JUDGING
    opener = Intent.TEST
    expects = Expectation(
        intents=(Intent.AMEND, Intent.NO_ANSWER, *YES_NO, Intent.DONE, Intent.UNSURE), silence=QUICK
    )

    def suspend(self, session: Session) -> Suspended | None:
        return Suspended(self.name, session.task)

    def ask(self, step: Step) -> None:
        trial = guided_test_of(step)
        step.ask(
            _question_about(trial),
            input=trial.input,
            output=trial.output,
            confidence=trial.confidence,
            buttons=YES_NO,
        )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        match meaning.intent:
            case Intent.YES:
                guided_test_of(step).judge(right=guided_test_of(step).output)
                return Event.JUDGED
            case Intent.NO | Intent.CORRECT if not meaning.slot("answer"):
                return self._wrong(step, "")
            case Intent.AMEND | Intent.CORRECT | Intent.NO_ANSWER:
                return self._amended(step, meaning)
            case Intent.DONE if guided_test_of(step).cases:
                return Event.REPORT
            case Intent.DONE:
                return Event.CANCEL
        return None

    def where(self, step: Step) -> None:
        trial = guided_test_of(step)
        step.say("testing.where", count=len(trial.cases), right=trial.right)

    def _wrong(self, step: Step, answer: str) -> Event:
        trial = guided_test_of(step)
        trial.judge(right=answer)
        if not step.rights.lesson:
            return Event.JUDGED
        step.session.task = CorrectionDraft(
            input=trial.input, wrong=trial.output, right=answer, trial=trial
        )
        return Event.CONFIRM if answer else Event.CORRECT

    def _amended(self, step: Step, meaning: Meaning) -> Event:
        answer = meaning.slot("answer") or NO_ANSWER
        if meaning.spoken:
            return self._wrong(step, answer)
        trial = guided_test_of(step)
        trial.judge(right=answer)
        step.do(Correct(trial.input, answer, trial.output))
        return Event.LEARNED


class Report(State):
    """The test is over, or runs by itself from a file: how many were right."""

    name = REPORT
    opener = Intent.TEST
    waits = False

    def enter(self, step: Step) -> None:
        if guided_test_of(step).job:
            step.say("report.started")
        else:
            step.do(ReportTrial(guided_test_of(step).judged))

    def ask(self, step: Step) -> None:
        self.where(step)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        self.where(step)
        return Event.ASIDE

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        match outcome:
            case Tested():
                step.say(
                    "report.tested", right=outcome.right, total=outcome.total, table=outcome.table
                )
                step.show(*outcome.files)
                return Event.REPORTED
            case Refused():
                return Event.FAILED
        return None

    def where(self, step: Step) -> None:
        step.say("report.where")

    def resume(self, step: Step) -> None:
        """A test from a file ended with the process it ran in; judged cases are reported anew."""
        if guided_test_of(step).job:
            self.where(step)
        elif guided_test_of(step).cases:
            self.enter(step)
        else:
            step.say("report.lost")


def _question_about(trial: GuidedTest) -> str:
    """Whether that is right: an answer, a guess, or that nothing comes to mind."""
    if trial.known:
        return "judging.ask"
    return "judging.unsure" if trial.output else "judging.unknown"
