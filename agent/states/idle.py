"""Nothing is being done: sentences are answered by the model, commands begin something."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from agent.dialog.commands import Command, text
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Answered, DatasetRead, InboxRead, Listed, Outcome, Selected
from agent.dialog.requests import List, Overview, Rollback, SelectDataset
from agent.dialog.session import Session
from agent.dialog.state import State
from agent.dialog.step import Handler, Step
from agent.dialog.table import IDLE, Event
from agent.dialog.turns import Expectation, Meaning
from agent.states.answering import amend_last, ask_model, tell_answer
from agent.states.answering_inbox import open_inbox
from agent.states.choosing import NameChoice
from agent.states.lesson import Lesson


def _select(step: Step, meaning: Meaning) -> Event:
    name = meaning.slot("name")
    step.do(SelectDataset(name) if name else List("datasets", meaning.text))
    return Event.ASIDE


def _rollback(step: Step, meaning: Meaning) -> Event:
    step.do(Rollback())
    return Event.ASIDE


def _amend(step: Step, meaning: Meaning) -> Event:
    step.again = amend_last(step, meaning)
    return Event.ASIDE


def _wrong(step: Step, meaning: Meaning) -> Event | None:
    """A no right after an answer is about that answer, if it is no remark."""
    if meaning.loose and not meaning.confirmed:
        return step.confirm(replace(meaning, loose=False), "act.correct")
    step.again = Meaning(Intent.CORRECT, meaning.text, spoken=meaning.spoken)
    return Event.ASIDE


class Idle(State):
    name = IDLE
    expects = Expectation(
        (Intent.DICTATION, Intent.HALF, Intent.AMEND), Intent.SENTENCE, commands=True
    )
    commands = (
        Command(
            Intent.SELECT_DATASET,
            _select,
            "command.select_dataset",
            (text("name", "command.select_dataset.name"),),
            needs="teach",
        ),
        Command(Intent.ROLLBACK, _rollback, "command.rollback", needs="teach"),
    )
    openers: ClassVar[Mapping[Intent, Handler]] = {
        Intent.AMEND: _amend,
        Intent.NO: _wrong,
    }

    def expected(self, session: Session) -> Expectation:
        if not session.fresh:
            return self.expects
        return Expectation((*self.expects.intents, Intent.NO), Intent.SENTENCE, commands=True)

    def answers(self, session: Session) -> bool:
        return True

    def enter(self, step: Step) -> None:
        step.session.task = None
        step.session.question = None

    def ask(self, step: Step) -> None:
        step.ask("idle.ask")

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        return ask_model(step, meaning) if meaning.intent is Intent.SENTENCE else None

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        match outcome:
            case Answered():
                return tell_answer(step, outcome)
            case DatasetRead():
                step.session.task = Lesson.of(outcome)
                return Event.READ
            case Selected():
                return _selected(step, outcome)
            case InboxRead():
                return open_inbox(step, outcome)
            case Listed():
                return _choose(step, outcome)
        return Event.ASIDE

    def where(self, step: Step) -> None:
        step.do(Overview())

    def resume(self, step: Step) -> None:
        step.say("hi.again" if step.session.answered else "hi")


def _selected(step: Step, outcome: Selected) -> Event:
    if outcome.model:
        step.say("select.in_use", name=outcome.name, examples=outcome.examples, model=outcome.model)
        return Event.ASIDE
    step.say("select.selected", name=outcome.name, examples=outcome.examples)
    if not outcome.examples:
        step.session.task = Lesson()
        return Event.TRAIN
    step.session.task = Lesson(dataset=outcome.name, lines=outcome.examples)
    return Event.READ


def _choose(step: Step, outcome: Listed) -> Event:
    if not outcome.names:
        step.say(f"choose.{outcome.what}.none")
        return Event.ASIDE
    step.session.task = NameChoice(what=outcome.what, names=list(outcome.names))
    return Event.CHOOSE
