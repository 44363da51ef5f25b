"""A conversation as a script: turns, virtual time, and what is heard in answer."""

from collections.abc import Callable, Iterable
from functools import cache

from agent.dialog.dialog import Dialog
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.dialog.outcomes import Outcome
from agent.dialog.reprompting import Policy
from agent.dialog.requests import Request
from agent.dialog.rights import Rights
from agent.dialog.session import Session
from agent.dialog.turns import (
    CancelJob,
    Do,
    Effect,
    Elapsed,
    Finished,
    Progressed,
    Returned,
    Said,
    Say,
    SetTimers,
    StartJob,
    Turn,
)
from agent.prompts import catalogue
from agent.prompts.language import language
from agent.prompts.render import Renderer
from agent.states import all_commands, all_states
from agent.understanding.understand import Understanding

Answers = Callable[[Request], Outcome]
EVERYTHING = Rights()


@cache
def the_dialog() -> Dialog:
    """One dialog serves all, as it does in the agent: what is remembered is in the sessions."""
    understanding = Understanding("!", "Robin", language(), all_commands())
    return Dialog(all_states(), GLOBAL_COMMANDS, understanding, Policy())


@cache
def renderer(voice: bool) -> Renderer:
    constants = {"agent": "Robin", "prefix": "!", "commands": ""}
    return Renderer(catalogue.load("en"), constants, voice)


class Conversation:
    """One user's dialog without Discord, audio or a clock; requests are answered by `answers`."""

    def __init__(
        self, answers: Answers, *, voice: bool = False, rights: Rights = EVERYTHING
    ) -> None:
        self.dialog = the_dialog()
        self.session = Session("ann", "home")
        self.rights = rights
        self.effects: list[Effect] = []
        self.requests: list[Request] = []
        self.job: StartJob | None = None
        self._answers = answers
        self._voice = voice
        self._renderer = renderer(voice)
        self._now = 0.0
        self._timers: list[tuple[float, Elapsed]] = []

    @property
    def state(self) -> str:
        return self.session.state

    @property
    def is_running(self) -> bool:
        """Whether the job that was started last is still waited for."""
        job = self.job.job if self.job else 0
        return job > 0 and any(task.job == job for task in self.session.tasks)

    def says(self, text: str, confidence: float = 1.0) -> str:
        """The user says or types this; returns what the agent answers."""
        return self.turn(Said(text, spoken=self._voice, confidence=confidence))

    def silence(self, seconds: float) -> str:
        """Virtual time goes by; returns what the agent says of itself meanwhile."""
        until = self._now + seconds
        heard = []
        while due := [timer for timer in self._timers if timer[0] <= until]:
            self._now, elapsed = min(due, key=lambda timer: timer[0])
            self._timers = [t for t in self._timers if t[1] != elapsed]
            heard.append(self.turn(elapsed))
        self._now = until
        return " ".join(filter(None, heard))

    def restart(self) -> str:
        """The process ends and starts again: only what is saved comes back."""
        saved = self.session
        self.session = Session.from_json(saved.user, saved.workspace, saved.state, saved.to_json())
        self._timers, self.job = [], None
        return self.turn(Returned(restarted=True))

    def progress(self, fraction: float) -> str:
        assert self.job is not None
        return self.turn(Progressed(self.job.job, fraction))

    def job_done(self) -> str:
        """The running job comes to its end."""
        job = self.job
        assert job is not None
        return self.turn(Finished(self._answers(job.request), job.job))

    def turn(self, turn: Turn) -> str:
        self.effects = list(self._expand(self._step(turn)))
        self._keep_time(self.effects)
        return " ".join(self._renderer.render(e) for e in self.effects if isinstance(e, Say))

    def _step(self, turn: Turn) -> Iterable[Effect]:
        return self.dialog.step(self.session, turn, self.rights)

    def _expand(self, effects: Iterable[Effect]) -> Iterable[Effect]:
        for effect in effects:
            match effect:
                case Do(request):
                    self.requests.append(request)
                    done = Finished(self._answers(request))
                    yield from self._expand(self._step(done))
                case StartJob():
                    self.requests.append(effect.request)
                    self.job = effect
                    yield effect
                case CancelJob(job):
                    self.job = None if self.job and self.job.job == job else self.job
                    yield effect
                case _:
                    yield effect

    def _keep_time(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, SetTimers):
                self._timers = []
                if effect.silence is not None:
                    self._timers.append((self._now + effect.silence, Elapsed("silence")))
                if effect.parking is not None:
                    self._timers.append((self._now + effect.parking, Elapsed("parking")))
                if effect.offer is not None:
                    self._timers.append((self._now + effect.offer, Elapsed("offer")))
