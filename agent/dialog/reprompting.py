"""When to ask again, to give examples, to offer typing, and to rest: by words and by the clock."""

from dataclasses import dataclass

from agent.dialog.session import Attention, Session
from agent.dialog.state import State
from agent.dialog.step import Step
from agent.dialog.table import ATTENTION, IDLE, Beat
from agent.dialog.turns import SetTimers, Timer


@dataclass(frozen=True, slots=True)
class Policy:
    """When to go on, to ask, to give up, and to park; seconds and scores, each a setting."""

    certain: float = 0.80
    """From this confidence on, go on."""
    doubtful: float = 0.50
    """From here on ask; below, nothing was understood."""
    misses: int = 3
    """Turns not understood or silent in a row before nothing is asked again."""
    silence: float = 7.0
    """Seconds of silence after a spoken question before it is asked again."""
    parking: float = 600.0
    """Seconds without a turn after which a dialog is parked."""
    offer: float = 60.0
    """Seconds in which a line may be the answer to a question that was not known."""
    longest: int = 2_000
    """Characters of the longest line that is read, commands with data aside."""


def missed(step: Step, policy: Policy) -> None:
    """Not understood: say so short, then with examples, then offer typing and wait."""
    session = step.session
    session.misses += 1
    if session.misses == 1:
        step.say(f"miss.{session.state}")
    elif session.misses < policy.misses or not session.spoken:
        step.say(f"help.{session.state}")
    else:
        step.say("miss.type")
        rest(session, Beat.MISSED)


def is_last(session: Session, policy: Policy) -> bool:
    """Whether what is not understood now is not understood for the last time."""
    return session.misses >= policy.misses - 1


def elapsed(step: Step, timer: Timer, policy: Policy) -> None:
    """Nothing was said for a while: ask again short, then with examples, then wait."""
    session = step.session
    match timer:
        case "parking":
            rest(session, Beat.SILENCE)
        case "offer":
            session.unanswered = ""
        case "silence":
            _silent(step, policy)


def _silent(step: Step, policy: Policy) -> None:
    session = step.session
    session.misses += 1
    if session.misses == 1:
        step.say(f"silence.{session.state}")
    elif session.misses < policy.misses:
        step.say(f"help.{session.state}")
    else:
        step.say("silence.wait")
        rest(session, Beat.MISSED)


def rest(session: Session, beat: Beat) -> None:
    """Ask no more by itself, with everything kept, until something is said."""
    session.misses = 0
    if session.state != IDLE:
        attend(session, beat)


def attend(session: Session, beat: Beat) -> None:
    """Move the user's attention as the table says; where it says nothing, it stays."""
    moves = {(source, what): dest for source, what, dest in ATTENTION}
    session.attention = moves.get((session.attention, beat), session.attention)


def timers_after(session: Session, state: State, policy: Policy) -> SetTimers:
    """The timers after a step: none while a job runs, and while the dialog is parked; who is only
    waited for is asked nothing again."""
    if session.state == IDLE:
        return SetTimers(offer=policy.offer if session.unanswered else None)
    if not state.waits or session.attention is Attention.PARKED:
        return SetTimers()
    is_asked = session.spoken and session.attention is not Attention.WAITED_FOR
    return SetTimers(policy.silence if is_asked else None, policy.parking)
