"""One step of a dialog: the session it moves, and the effects gathered so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from agent.dialog.intents import YES_NO, Intent
from agent.dialog.requests import Request
from agent.dialog.rights import Need, Rights
from agent.dialog.session import Pending, Session
from agent.dialog.table import IDLE, Event
from agent.dialog.turns import CancelJob, Do, Effect, Meaning, Note, Say, Show, StartJob

if TYPE_CHECKING:
    from agent.dialog.state import State


class Step:
    """What handlers work with: where the session is, and what they want done about it."""

    __slots__ = ("again", "asks", "effects", "resuming", "rights", "session", "state")

    def __init__(self, session: Session, state: State, rights: Rights) -> None:
        self.session = session
        self.state = state
        self.rights = rights
        """What the user may do right now."""
        self.effects: list[Effect] = []
        self.asks = False
        """Whether a request was made, whose outcome the dialog goes on with."""
        self.again: Meaning | None = None
        """A meaning to be taken once more, by the state the step leads to."""
        self.resuming = False
        """Whether a flow is entered to go on with it."""

    def say(
        self,
        prompt: str,
        *,
        buttons: tuple[Intent, ...] = (),
        choices: tuple[str, ...] = (),
        **values: object,
    ) -> Say:
        said = Say(prompt, values, choices, buttons)
        self.effects.append(said)
        return said

    def ask(
        self,
        prompt: str,
        *,
        buttons: tuple[Intent, ...] = (),
        choices: tuple[str, ...] = (),
        **values: object,
    ) -> None:
        """Say a question and remember it, so that it can be repeated."""
        self.session.question = self.say(prompt, buttons=buttons, choices=choices, **values)

    def refuses(self, need: Need) -> bool:
        """Whether the user lacks a right; then they are told so, and it need not be asked about."""
        refusal = self.rights.refusal(need)
        if refusal is not None:
            self.say("refused", reason=refusal)
        return refusal is not None

    def confirm(self, meaning: Meaning, prompt: str, **values: object) -> Event:
        """Do what was meant only after a yes to this question."""
        question = Say(prompt, values, buttons=YES_NO)
        self.effects.append(question)
        self.session.pending = Pending(meaning, question)
        return Event.ASIDE

    def show(self, *paths: str) -> None:
        self.effects.extend(Show(path) for path in paths if path)

    def do(self, request: Request) -> None:
        self.asks = True
        self.effects.append(Do(request))

    def note(self, request: Request) -> None:
        """Have something kept by the way."""
        self.effects.append(Note(request))

    def start(self, request: Request) -> None:
        """Start a job for what is being done; only its own late result will count from now on."""
        task = self.session.task
        if task is None:
            raise ValueError("a job is done for a task")
        self.session.jobs += 1
        task.job = self.session.jobs
        self.asks = True
        self.effects.append(StartJob(task.job, request))

    def drop_job(self) -> None:
        """Cancel the job of what is being done; its late result will change nothing."""
        task = self.session.task
        if task is not None and task.job:
            self.effects.append(CancelJob(task.job))
            task.job = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is being done."""
        return self.session.state == IDLE


Handler = Callable[[Step, Meaning], Event | None]
"""Makes use of what was meant, and says what comes of it; None where it was of no use."""
