"""The model is being tested: case by case with a person as the judge, or with a file of cases."""

from agent.dialog.outcomes import Answered, Outcome, Refused, Tested
from agent.dialog.requests import NO_ANSWER, Answer, Attachment, Correct, Evaluate, ReportTrial
from agent.dialog.state import QUICK, YES_NO, State, Step
from agent.dialog.table import JUDGING, REPORT, TESTING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.correcting import CorrectionDraft, begin_correction
from agent.states.guided_test import guided_test_of


def start_evaluation(step: Step, meaning: Meaning) -> Event | None:
    """Test with the cases that came as a file or as JSON in the text; None where none came."""
    cases = meaning.slot("cases")
    if not meaning.files and not cases:
        return None
    guided_test_of(step).from_file = True
    file = meaning.files[0] if meaning.files else Attachment("the test", cases.encode())
    step.start(Evaluate(file))
    return Event.REPORT


class Testing(State):
    name = TESTING
    expects = Expectation(intents=("done", "never_mind", "correct"), free="sentence")

    def enter(self, step: Step) -> None:
        if isinstance(step.session.task, CorrectionDraft):
            step.session.task = step.session.task.trial
        guided_test_of(step).from_file = False
        self.ask(step)

    def ask(self, step: Step) -> None:
        step.ask("testing.next" if guided_test_of(step).cases else "testing.ask")

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        match meaning.intent:
            case "sentence":
                step.do(Answer(meaning.text))
                return Event.ASIDE
            case "file" | "test":
                event = start_evaluation(step, meaning)
                if event is None:
                    self.ask(step)
                return event or Event.ASIDE
            case "correct":
                return begin_correction(step, meaning, guided_test_of(step))
            case "done" | "never_mind":
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
    expects = Expectation(intents=("amend", "no_answer", "done", *YES_NO), silence=QUICK)

    def ask(self, step: Step) -> None:
        trial = guided_test_of(step)
        step.ask(
            "judging.ask" if trial.known else "judging.unsure",
            input=trial.input,
            output=trial.output,
            confidence=trial.confidence,
            choices=YES_NO,
        )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        match meaning.intent:
            case "yes":
                guided_test_of(step).judge(right=guided_test_of(step).output)
                return Event.JUDGED
            case "no" | "correct" if not meaning.slot("answer"):
                return self._wrong(step, "")
            case "amend" | "correct" | "no_answer":
                return self._amended(step, meaning)
            case "done" if guided_test_of(step).cases:
                return Event.REPORT
            case "done":
                return Event.CANCEL
        return None

    def where(self, step: Step) -> None:
        trial = guided_test_of(step)
        step.say("testing.where", count=len(trial.cases), right=trial.right)

    def _wrong(self, step: Step, answer: str) -> Event:
        trial = guided_test_of(step)
        trial.judge(right=answer)
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
    waits = False

    def enter(self, step: Step) -> None:
        if step.session.job:
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
        if step.session.job:
            self.where(step)
        elif guided_test_of(step).cases:
            self.enter(step)
        else:
            step.say("report.lost")
