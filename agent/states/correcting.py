"""An answer is being put right, or one is learned for a sentence the model does not know."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from agent.dialog.acting import SHOW
from agent.dialog.attaching import as_answer
from agent.dialog.commands import Command, text
from agent.dialog.intents import YES_NO, Intent
from agent.dialog.requests import NO_ANSWER, Correct, ReadJournal
from agent.dialog.session import Session, Suspended, Task
from agent.dialog.state import QUICK, State
from agent.dialog.step import Handler, Step
from agent.dialog.table import CONFIRMING, CORRECTING, TESTING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.guided_test import GuidedTest


class CorrectionDraft(Task):
    """What was asked, what was answered, and what should have been."""

    kind: ClassVar[str] = "correction"

    input: str = ""
    wrong: str = ""
    right: str = ""
    unknown: bool = False
    """Whether the agent asks of itself, because it did not know an answer."""
    suggested: bool = False
    """Whether the agent guessed the answer rightly, and offers to learn it."""
    alternatives: list[str] = Field(default_factory=list)
    """Answers it knows that may be meant."""
    trial: GuidedTest | None = None
    """The test this correction interrupts."""


def draft_of(step: Step) -> CorrectionDraft:
    """The correction in hand, a new one where none was begun."""
    if not isinstance(step.session.task, CorrectionDraft):
        step.session.task = CorrectionDraft()
    task = step.session.task
    assert isinstance(task, CorrectionDraft)
    return task


def interrupted_test(session: Session) -> Suspended | None:
    """The test that a correction came up in, to go on with."""
    trial = session.task.trial if isinstance(session.task, CorrectionDraft) else None
    return Suspended(TESTING, trial) if trial else None


def begin_correction(step: Step, meaning: Meaning, trial: GuidedTest | None) -> Event:
    """Correct the last answer, or `sentence => answer`; what is missing is asked for."""
    session = step.session
    given = meaning.slot("answer")
    said, wrong = (session.unanswered, "") if session.unanswered else session.answered or ("", "")
    session.unanswered = ""
    named = meaning.slot("input")
    if named:
        said, wrong = named, meaning.slot("wrong")
    elif meaning.examples:
        said, given = meaning.examples[0]
        wrong = wrong if session.answered and said == session.answered[0] else ""
    last = session.answered is not None and said == session.answered[0]
    alternatives = list(session.alternatives) if last or not said else []
    task = CorrectionDraft(
        input=said, wrong=wrong, right=given, alternatives=alternatives, trial=trial
    )
    step.session.task = task
    if not (task.input and task.right):
        return Event.CORRECT
    if meaning.spoken or meaning.loose:
        return Event.CONFIRM
    step.do(Correct(task.input, task.right, task.wrong))
    step.session.task = trial
    return Event.ASIDE


def _correct(step: Step, meaning: Meaning) -> Event:
    if meaning.slot("answer").lower() == SHOW:
        step.do(ReadJournal("corrections"))
        return Event.ASIDE
    return begin_correction(step, meaning, None)


def _no_answer(step: Step, meaning: Meaning) -> Event:
    slots = {"answer": NO_ANSWER}
    return begin_correction(step, Meaning(Intent.CORRECT, meaning.text, slots), None)


class Correcting(State):
    name = CORRECTING
    commands = (
        Command(
            Intent.CORRECT,
            _correct,
            "command.correct",
            (text("answer", "command.correct.answer"),),
            needs="lesson",
        ),
    )
    openers: ClassVar[Mapping[Intent, Handler]] = {Intent.NO_ANSWER: _no_answer}
    opener = Intent.CORRECT
    reads_back = True
    teaches = True
    _INTENTS = (
        Intent.NEVER_MIND, Intent.NO_ANSWER, Intent.NO, Intent.EXAMPLE, Intent.AMEND,
        Intent.SOMETHING_ELSE,
    )  # fmt: skip

    def expected(self, session: Session) -> Expectation:
        task = session.task
        if not (isinstance(task, CorrectionDraft) and task.input):
            return Expectation(self._INTENTS, Intent.TEXT)
        intents = (*self._INTENTS, Intent.FILE)
        return Expectation(intents, Intent.TEXT, choices=tuple(task.alternatives))

    def suspend(self, session: Session) -> Suspended | None:
        return interrupted_test(session)

    def ask(self, step: Step) -> None:
        task = draft_of(step)
        if not task.input:
            step.ask("correcting.which")
        elif task.unknown:
            step.ask("correcting.unknown", input=task.input)
        elif task.alternatives:
            step.ask(
                "correcting.ask.known",
                input=task.input,
                answers=task.alternatives,
                choices=tuple(task.alternatives),
                buttons=(Intent.SOMETHING_ELSE,),
            )
        else:
            step.ask("correcting.ask", input=task.input)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        task = draft_of(step)
        match meaning.intent:
            case Intent.NEVER_MIND | Intent.NO:
                step.say("correcting.left")
                return Event.DROPPED
            case Intent.CORRECT | Intent.AMEND if meaning.slot("answer"):
                task.right = meaning.slot("answer")
            case Intent.EXAMPLE:
                task.input, task.right = meaning.examples[0]
            case Intent.FILE if task.input:
                step.again = as_answer(meaning)
                return Event.ASIDE
            case Intent.SOMETHING_ELSE:
                task.alternatives = []
            case Intent.NAME:
                task.right = meaning.text
            case Intent.NO_ANSWER if task.input:
                task.right = NO_ANSWER
            case Intent.TEXT if not task.input:
                task.input = meaning.text
            case Intent.TEXT:
                task.right = meaning.text
            case Intent.CORRECT:
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
        elsewhere = meaning.intent is Intent.TEXT and meaning.asks
        if meaning.spoken or elsewhere or (task.unknown and not meaning.command):
            return Event.CONFIRM
        step.do(Correct(task.input, task.right, task.wrong))
        return Event.LEARNED


class Confirming(State):
    """This is what would be learned: learn it?"""

    name = CONFIRMING
    opener = Intent.CORRECT
    teaches = True
    _INTENTS = (Intent.AMEND, Intent.NO_ANSWER, Intent.NEVER_MIND, Intent.UNSURE, *YES_NO)

    def expected(self, session: Session) -> Expectation:
        """What the agent asks of itself is an offer, which any other sentence passes over."""
        if _is_offer(session):
            return Expectation(self._INTENTS, Intent.SENTENCE, commands=True, silence=QUICK)
        return Expectation(self._INTENTS, silence=QUICK)

    def suspend(self, session: Session) -> Suspended | None:
        """What somebody would have learned is asked about once more; our own guess is let go."""
        return None if _is_guess(session) else Suspended(self.name, session.task)

    def ask(self, step: Step) -> None:
        task = draft_of(step)
        prompt = "correcting.confirm.instead" if task.wrong else "correcting.confirm"
        prompt = "correcting.confirm.suggested" if task.suggested else prompt
        step.ask(prompt, input=task.input, wrong=task.wrong, right=task.right, buttons=YES_NO)

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        task = draft_of(step)
        match meaning.intent:
            case Intent.YES:
                step.do(Correct(task.input, task.right, task.wrong))
                return Event.LEARNED
            case Intent.AMEND | Intent.NO_ANSWER:
                task.right = meaning.slot("answer") or NO_ANSWER
                return Event.AMEND
            case Intent.NO | Intent.NEVER_MIND | Intent.UNSURE:
                step.say("correcting.left")
                return Event.DROPPED
            case Intent.SENTENCE if _is_offer(step.session):
                step.again = meaning
                return Event.DROPPED
        return None

    def where(self, step: Step) -> None:
        step.say("correcting.where", input=draft_of(step).input)


def _is_guess(session: Session) -> bool:
    return isinstance(session.task, CorrectionDraft) and session.task.suggested


def _is_offer(session: Session) -> bool:
    task = session.task
    return isinstance(task, CorrectionDraft) and (task.unknown or task.suggested)
