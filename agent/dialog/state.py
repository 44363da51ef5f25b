"""What every state has in common, and the step that is being taken in it."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from agent.dialog.outcomes import Outcome
from agent.dialog.requests import Request
from agent.dialog.session import Session
from agent.dialog.table import Event
from agent.dialog.turns import Do, Effect, Expectation, Meaning, Say, Show, StartJob

YES_NO = ("yes", "no")
QUICK = 0.25
"""Seconds of silence that end a turn where yes, no or a number is expected."""


class Step:
    """One step of a dialog: the session it moves and the effects gathered so far."""

    __slots__ = ("again", "effects", "session")

    def __init__(self, session: Session) -> None:
        self.session = session
        self.effects: list[Effect] = []
        self.again: Meaning | None = None
        """A meaning to be taken once more, by the state the step leads to."""

    def say(self, prompt: str, *, choices: tuple[str, ...] = (), **values: object) -> Say:
        said = Say(prompt, values, choices)
        self.effects.append(said)
        return said

    def ask(self, prompt: str, *, choices: tuple[str, ...] = (), **values: object) -> None:
        """Say a question and remember it, so that it can be repeated."""
        self.session.question = self.say(prompt, choices=choices, **values)

    def show(self, *paths: str) -> None:
        self.effects.extend(Show(path) for path in paths if path)

    def do(self, request: Request) -> None:
        self.effects.append(Do(request))

    def start(self, request: Request) -> None:
        """Start a job; only its own late result will count from now on."""
        self.session.jobs += 1
        self.session.job = self.session.jobs
        self.effects.append(StartJob(self.session.job, request))


class State(ABC):
    """Where a session is. One instance serves all sessions and keeps nothing of them."""

    name: ClassVar[str]
    expects: ClassVar[Expectation] = Expectation()
    reads_back: ClassVar[bool] = False
    """Whether spoken input is read back anyway, so that doubts need no question of their own."""
    waits: ClassVar[bool] = True
    """Whether the agent waits for the user here, rather than for a job."""

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

    def resume(self, step: Step) -> None:
        """The user or the agent was away: say where we were, and go on."""
        self.where(step)
        self.ask(step)

    @abstractmethod
    def where(self, step: Step) -> None:
        """Say where we are, in a sentence."""

    def undo(self, step: Step) -> None:
        """Take back what the user did last in this state."""
        step.say("undo.nothing")


Handler = Callable[["Step", Meaning], Event | None]
