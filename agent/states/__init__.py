"""The states of a dialog: one file a flow, each state a class."""

from agent.dialog.commands import Command, Commands
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.dialog.state import State
from agent.states.answering_inbox import AnsweringInbox, ConfirmingInbox
from agent.states.awaiting_data import AwaitingData
from agent.states.checking import Checking
from agent.states.choosing import Choosing
from agent.states.correcting import Confirming, Correcting
from agent.states.giving_feedback import Comment, GivingFeedback
from agent.states.idle import Idle
from agent.states.reading_back import ReadBack
from agent.states.reviewing import Reviewing
from agent.states.suggesting import Suggesting
from agent.states.testing import Judging, Report, Testing
from agent.states.training import Result, Training


def all_states() -> tuple[State, ...]:
    """One of each, for one dialog."""
    return (
        Idle(), Choosing(), Suggesting(), AwaitingData(), ReadBack(), Reviewing(), Training(),
        Result(), Checking(), Testing(), Judging(), Report(), Correcting(), Confirming(),
        GivingFeedback(), Comment(), AnsweringInbox(), ConfirmingInbox(),
    )  # fmt: skip


def all_commands() -> Commands:
    """What can be typed: what begins a flow, and what may be said in every state."""
    flows: list[Command] = [command for state in all_states() for command in state.commands]
    return Commands((*flows, *GLOBAL_COMMANDS))
