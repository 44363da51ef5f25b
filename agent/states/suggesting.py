"""The model has an idea but is not sure: did you mean one of these?"""

from typing import ClassVar

from pydantic import Field

from agent.dialog.intents import YES_NO, Intent
from agent.dialog.requests import NO_ANSWER, KeepUnanswered
from agent.dialog.session import Session, Task
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import SUGGESTING, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.correcting import CorrectionDraft


class Suggestion(Task):
    """A sentence, and the answers it may mean, best first."""

    kind: ClassVar[str] = "suggestion"

    input: str = ""
    answers: list[str] = Field(default_factory=list)
    may_teach: bool = True


class Suggesting(State):
    name = SUGGESTING
    opener = Intent.CANCEL
    _INTENTS = (*YES_NO, Intent.NEVER_MIND, Intent.SOMETHING_ELSE, Intent.UNSURE, Intent.AMEND)

    def expected(self, session: Session) -> Expectation:
        answers = tuple(suggestion_of(session).answers)
        return Expectation(self._INTENTS, Intent.SENTENCE, True, QUICK, answers)

    def ask(self, step: Step) -> None:
        answers = suggestion_of(step.session).answers
        if len(answers) == 1 or step.session.spoken:
            step.ask("suggesting.one", answer=answers[0], buttons=YES_NO)
        else:
            step.ask(
                "suggesting.several",
                answers=answers,
                choices=tuple(answers),
                buttons=(Intent.SOMETHING_ELSE,),
            )

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        suggestion = suggestion_of(step.session)
        match meaning.intent:
            case Intent.YES:
                return self._meant(step, suggestion, suggestion.answers[0])
            case Intent.NAME:
                return self._meant(step, suggestion, meaning.text)
            case Intent.AMEND if suggestion.may_teach:
                return self._draft(step, suggestion, meaning.slot("answer"))
            case Intent.NO | Intent.SOMETHING_ELSE | Intent.UNSURE:
                return self._unknown(step, suggestion)
            case Intent.NEVER_MIND:
                step.say("cancel.done")
                return Event.DROPPED
            case Intent.SENTENCE:
                step.again = meaning
                return Event.DROPPED
        return None

    def where(self, step: Step) -> None:
        step.say("suggesting.where", input=suggestion_of(step.session).input)

    def _meant(self, step: Step, suggestion: Suggestion, answer: str) -> Event:
        """Answer, and offer to learn the new way to ask."""
        if answer == NO_ANSWER:
            step.say("idle.silent")
        else:
            step.session.answered = (suggestion.input, answer)
            step.say("idle.answer", answer=answer)
        return self._draft(step, suggestion, answer) if suggestion.may_teach else Event.DROPPED

    def _draft(self, step: Step, suggestion: Suggestion, answer: str) -> Event:
        step.session.task = CorrectionDraft(input=suggestion.input, right=answer, suggested=True)
        return Event.CONFIRM

    def _unknown(self, step: Step, suggestion: Suggestion) -> Event:
        """None of them: the right answer may be told."""
        step.note(KeepUnanswered(suggestion.input))
        if suggestion.may_teach:
            step.session.unanswered = suggestion.input
            step.say("suggesting.tell")
        else:
            step.say("idle.unknown")
        return Event.DROPPED


def suggestion_of(session: Session) -> Suggestion:
    task = session.task
    return task if isinstance(task, Suggestion) else Suggestion(answers=[NO_ANSWER])
