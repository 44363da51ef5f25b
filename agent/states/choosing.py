"""A command came without a name: which one?"""

from dataclasses import replace
from typing import ClassVar

from agent.dialog.intents import Intent
from agent.dialog.listing import NAMED_BY
from agent.dialog.session import Session, Task
from agent.dialog.state import QUICK, State
from agent.dialog.step import Step
from agent.dialog.table import CHOOSING, Event
from agent.dialog.turns import Expectation, Meaning


class NameChoice(Task):
    """Something is to be chosen by name, for a command given without one."""

    kind: ClassVar[str] = "choice"

    what: str
    names: list[str]


class Choosing(State):
    """A command came without a name: which one?"""

    name = CHOOSING
    expects = Expectation(intents=(Intent.NEVER_MIND,), free=Intent.NAME, silence=QUICK)

    def expected(self, session: Session) -> Expectation:
        task = session.task
        names = tuple(task.names) if isinstance(task, NameChoice) else ()
        return replace(self.expects, choices=names)

    def ask(self, step: Step) -> None:
        choice = _choice(step)
        step.ask(f"choose.{choice.what}", names=choice.names, choices=tuple(choice.names))

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        if meaning.intent is Intent.NAME:
            command, slot = NAMED_BY[_choice(step).what]
            step.again = Meaning(command, meaning.text, {slot: meaning.text}, command=True)
        else:
            step.say("cancel.done")
        return Event.CHOSEN

    def where(self, step: Step) -> None:
        step.say("choose.where", what=_choice(step).what)


def _choice(step: Step) -> NameChoice:
    task = step.session.task
    return task if isinstance(task, NameChoice) else NameChoice(what="datasets", names=[])
