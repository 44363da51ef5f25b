"""What every state has in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from agent.dialog.commands import Command
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Outcome
from agent.dialog.requests import UndoCorrection
from agent.dialog.session import Session, Suspended
from agent.dialog.step import Handler, Step
from agent.dialog.table import Event
from agent.dialog.turns import Expectation, Meaning

QUICK = 0.25
"""Seconds of silence that end a turn where yes, no or a number is expected."""


class State(ABC):
    """Where a session is. One instance serves all sessions and keeps nothing of them."""

    name: ClassVar[str]
    expects: ClassVar[Expectation] = Expectation()
    commands: ClassVar[tuple[Command, ...]] = ()
    """The commands by which this state's flow is begun from idle."""
    openers: ClassVar[Mapping[Intent, Handler]] = {}
    """What else begins it from idle: an example dictated, a file handed over."""
    opener: ClassVar[Intent] = Intent.CANCEL
    """The command that begins this flow again from its start."""
    teaches: ClassVar[bool] = False
    """Whether this is a part of a lesson or of a correction."""
    reads_back: ClassVar[bool] = False
    """Whether spoken input is read back anyway, so that doubts need no question of their own."""
    reversible: ClassVar[frozenset[Intent]] = frozenset()
    """What is done and said on a likely hearing, since a word takes it back."""
    waits: ClassVar[bool] = True
    """Whether the agent waits for the user here, rather than for a job."""

    def expected(self, session: Session) -> Expectation:
        """What the user may say next, here and now."""
        return self.expects

    def answers(self, session: Session) -> bool:
        """Whether any sentence is answered by the model, here and now."""
        return False

    def enter(self, step: Step) -> None:
        """What happens on arrival: the question, unless there is more to do."""
        self.ask(step)

    @abstractmethod
    def ask(self, step: Step) -> None:
        """Ask this state's question, short where the user knows it."""

    @abstractmethod
    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        """Make use of what the user meant; None where it is of no use here."""

    def finish(self, step: Step, outcome: Outcome) -> Event | None:
        """Make use of what came of a request; None where there is nothing to do."""
        return None

    def finish_suspended(self, step: Step, flow: Suspended, outcome: Outcome) -> Suspended:
        """Make use of what came of the job of a suspended flow; where it goes on afterwards."""
        return flow

    def suspend(self, session: Session) -> Suspended | None:
        """What is to go on here after something else; None where nothing would be lost."""
        return None

    def leave(self, step: Step) -> None:
        """The flow is left for good: keep what would be lost."""
        step.session.rejections = 0

    def resume(self, step: Step) -> None:
        """The user or the agent was away: say where we were, and go on."""
        self.where(step)
        self.ask(step)

    @abstractmethod
    def where(self, step: Step) -> None:
        """Say where we are, in a sentence."""

    def undo(self, step: Step) -> None:
        """Take back what the user did last in this state; else what was changed last."""
        step.do(UndoCorrection())
