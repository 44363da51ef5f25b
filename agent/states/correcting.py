"""An answer is being put right, or one is learned for a sentence the model does not know."""

from typing import ClassVar

from agent.dialog.requests import NO_ANSWER, Correct
from agent.dialog.session import Task
from agent.dialog.state import QUICK, YES_NO, State, Step
from agent.dialog.table import CONFIRMING, CORRECTING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.guided_test import GuidedTest
from agent.understanding.dictation import example_in


class CorrectionDraft(Task):
    """What was asked, what was answered, and what should have been."""

    kind: ClassVar[str] = "correction"

    input: str = ""
    wrong: str = ""
    right: str = ""
    unknown: bool = False
    """Whether the agent asks of itself, because it did not know an answer."""
    trial: GuidedTest | None = None
    """The test this correction interrupts."""


def draft_of(step: Step) -> CorrectionDraft:
    """The correction in hand, a new one where none was begun."""
    if not isinstance(step.session.task, CorrectionDraft):
        step.session.task = CorrectionDraft()
    task = step.session.task
    assert isinstance(task, CorrectionDraft)
    return task


def begin_correction(step: Step, meaning: Meaning, trial: GuidedTest | None) -> Event:
    """Correct the last answer, or `sentence => answer`; what is missing is asked for."""
    given = meaning.slot("answer")
    dictated = example_in(given)
    said, wrong = step.session.answered or ("", "")
    if dictated:
        said, given = dictated
        wrong = wrong if step.session.answered and said == step.session.answered[0] else ""
    task = CorrectionDraft(input=said, wrong=wrong, right=given, trial=trial)
    step.session.task = task
    if not (task.input and task.right):
        return Event.CORRECT
    if meaning.spoken:
        return Event.CONFIRM
    step.do(Correct(task.input, task.right, task.wrong))
    step.session.task = trial
    return Event.ASIDE


class Correcting(State):
    name = CORRECTING
    expects = Expectation(
        intents=("never_mind", "no_answer", "no", "example", "amend"), free="text"
    )
    reads_back = True

    def ask(self, step: Step) -> None:
        task = draft_of(step)
        if not task.input:
            step.ask("correcting.which")
        elif task.unknown:
            step.ask("correcting.unknown", input=task.input)
        else:
            step.ask("correcting.ask", input=task.input)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        task = draft_of(step)
        match meaning.intent:
            case "never_mind" | "no":
                step.say("correcting.left")
                return Event.DROPPED
            case "correct" | "amend" if meaning.slot("answer"):
                task.right = meaning.slot("answer")
            case "example":
                task.input, task.right = meaning.slot("input"), meaning.slot("output")
            case "no_answer" if task.input:
                task.right = NO_ANSWER
            case "text" if not task.input:
                task.input = meaning.text
            case "text":
                task.right = meaning.text
            case "correct":
                pass
            case _:
                return None
        return self._next(step, task, meaning)

    def where(self, step: Step) -> None:
        step.say("correcting.where", input=draft_of(step).input)

    def undo(self, step: Step) -> None:
        task = draft_of(step)
        if task.unknown or not task.input:
            step.say("undo.nothing")
        else:
            task.input, task.wrong = "", ""
            self.ask(step)

    def _next(self, step: Step, task: CorrectionDraft, meaning: Meaning) -> Event:
        if not (task.input and task.right):
            self.ask(step)
            return Event.NOTED
        if meaning.spoken or (task.unknown and not meaning.command):
            return Event.CONFIRM
        step.do(Correct(task.input, task.right, task.wrong))
        return Event.LEARNED


class Confirming(State):
    """This is what would be learned: learn it?"""

    name = CONFIRMING
    expects = Expectation(intents=("amend", "no_answer", "never_mind", *YES_NO), silence=QUICK)

    def ask(self, step: Step) -> None:
        task = draft_of(step)
        prompt = "correcting.confirm.instead" if task.wrong else "correcting.confirm"
        step.ask(prompt, input=task.input, wrong=task.wrong, right=task.right, choices=YES_NO)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        task = draft_of(step)
        match meaning.intent:
            case "yes":
                step.do(Correct(task.input, task.right, task.wrong))
                return Event.LEARNED
            case "amend" | "no_answer":
                task.right = meaning.slot("answer") or NO_ANSWER
                return Event.AMEND
            case "no" | "never_mind":
                step.say("correcting.left")
                return Event.DROPPED
        return None

    def where(self, step: Step) -> None:
        step.say("correcting.where", input=draft_of(step).input)
