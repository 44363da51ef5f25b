"""What is understood in every state, and never lost: help, repeat, cancel, stop, status, …"""

from collections.abc import Callable, Mapping

from agent.dialog.requests import UndoCorrection
from agent.dialog.session import Pending
from agent.dialog.state import YES_NO, State, Step
from agent.dialog.table import IDLE
from agent.dialog.turns import CancelJob, Meaning, MoveToText, StopSpeaking

KEPT = 3
"""More unsaved things than this are only dropped after a yes."""

Universal = Callable[[Step, State, Meaning], bool]
"""Carries itself out; True when the flow is left, which the dialog then does."""


def _help(step: Step, state: State, meaning: Meaning) -> bool:
    step.say(f"help.{state.name}")
    return False


def _repeat(step: Step, state: State, meaning: Meaning) -> bool:
    question = step.session.question
    if question is None:
        state.ask(step)
    else:
        step.effects.append(question)
    return False


def _stop(step: Step, state: State, meaning: Meaning) -> bool:
    step.effects.append(StopSpeaking())
    return False


def _status(step: Step, state: State, meaning: Meaning) -> bool:
    state.where(step)
    return False


def _undo(step: Step, state: State, meaning: Meaning) -> bool:
    if state.name == IDLE:
        step.do(UndoCorrection())
    else:
        state.undo(step)
    return False


def _in_text(step: Step, state: State, meaning: Meaning) -> bool:
    step.effects.append(MoveToText())
    return False


def _cancel(step: Step, state: State, meaning: Meaning) -> bool:
    if state.name == IDLE:
        step.say("cancel.nothing")
        return False
    return may_leave(step, meaning)


def _start_over(step: Step, state: State, meaning: Meaning) -> bool:
    if state.name == IDLE:
        step.say("idle.ask")
        return False
    return may_leave(step, meaning)


def may_leave(step: Step, meaning: Meaning) -> bool:
    """Whether what is being done may be dropped; where much would be lost, ask first."""
    session = step.session
    unsaved = session.task.unsaved if session.task else 0
    if unsaved > KEPT or session.job:
        prompt = "cancel.job" if session.job else "cancel.sure"
        question = step.say(prompt, count=unsaved, choices=YES_NO)
        session.pending = Pending(meaning, question)
        return False
    return True


def drop_job(step: Step) -> None:
    """Cancel the running job, if there is one; its late result will change nothing."""
    if step.session.job:
        step.effects.append(CancelJob(step.session.job))
        step.session.job = 0


UNIVERSALS: Mapping[str, Universal] = {
    "help": _help,
    "repeat": _repeat,
    "called": _repeat,
    "cancel": _cancel,
    "stop": _stop,
    "status": _status,
    "start_over": _start_over,
    "undo": _undo,
    "in_text": _in_text,
}
