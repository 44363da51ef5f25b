"""When to ask again, to give examples, to offer typing, and to park: by words and by the clock."""

from dataclasses import dataclass
from typing import Literal

from agent.dialog.session import Session
from agent.dialog.state import State, Step
from agent.dialog.table import IDLE
from agent.dialog.turns import SetTimers


@dataclass(frozen=True, slots=True)
class Policy:
    """When to go on, to ask, to give up, and to park; seconds and scores, each a setting."""

    certain: float = 0.80
    """From this confidence on, go on."""
    doubtful: float = 0.50
    """From here on ask; below, nothing was understood."""
    misses: int = 3
    """Turns not understood or silent in a row before the dialog is parked."""
    silence: float = 7.0
    """Seconds of silence after a spoken question before it is asked again."""
    parking: float = 600.0
    """Seconds without a turn after which a dialog is parked."""
    longest: int = 2_000
    """Characters of the longest line that is read, commands with data aside."""


def missed(step: Step, policy: Policy) -> None:
    """Not understood: say so short, then with examples, then offer typing and park."""
    session = step.session
    session.misses += 1
    if session.misses == 1:
        step.say(f"miss.{session.state}")
    elif session.misses < policy.misses or not session.spoken:
        step.say(f"help.{session.state}")
    else:
        step.say("miss.type")
        park(session)


def elapsed(step: Step, timer: Literal["silence", "parking"], policy: Policy) -> None:
    """Nothing was said for a while: ask again short, then with examples, then wait."""
    session = step.session
    if timer == "parking":
        park(session)
        return
    session.misses += 1
    if session.misses == 1:
        step.say(f"silence.{session.state}")
    elif session.misses < policy.misses:
        step.say(f"help.{session.state}")
    else:
        step.say("silence.wait")
        park(session)


def park(session: Session) -> None:
    """Let the dialog rest where it is, with everything kept."""
    session.misses = 0
    if session.state != IDLE:
        session.resting = "parked"


def timers_after(session: Session, state: State, policy: Policy) -> SetTimers:
    """The timers after a step: none in idle, while a job runs, and while the dialog is parked."""
    if session.state == IDLE or not state.waits or session.resting == "parked":
        return SetTimers()
    return SetTimers(policy.silence if session.spoken else None, policy.parking)
