"""THE transition table: every move a dialog can make, and nothing else.

`python run.py diagram` prints it as a Mermaid diagram.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from agent.dialog.session import Attention, Session


class Event(StrEnum):
    """What a state makes of a turn; together with the state it says where to go."""

    CHOOSE = "choose"
    CHOSEN = "chosen"
    SUGGEST = "suggest"
    TRAIN = "train"
    READ = "read"
    START = "start"
    HEARD = "heard"
    AMEND = "amend"
    NOTED = "noted"
    TRAINED = "trained"
    CHECK = "check"
    FAILED = "failed"
    TEST = "test"
    JUDGE = "judge"
    JUDGED = "judged"
    REPORT = "report"
    REPORTED = "reported"
    CORRECT = "correct"
    CONFIRM = "confirm"
    LEARNED = "learned"
    DROPPED = "dropped"
    OPEN_INBOX = "open inbox"
    FEEDBACK = "feedback"
    RATED = "rated"
    DONE = "done"
    ASIDE = "aside"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"


class Row(NamedTuple):
    """From `source`, on `event`, to `dest`; None stays without asking again."""

    source: str
    event: Event
    dest: str | None
    when: Callable[[Session], bool] | None = None


def correction_interrupts(session: Session) -> bool:
    """Whether a correction came up in the middle of a test, which it returns to."""
    return getattr(session.task, "trial", None) is not None


def examples_gathered(session: Session) -> bool:
    """Whether there are examples that were taught by talking and not learned yet."""
    return bool(getattr(session.task, "examples", None))


def file_interrupts(session: Session) -> bool:
    """Whether a file of cases came up in the middle of a guided test, which goes on then."""
    return bool(getattr(session.task, "from_file", False) and getattr(session.task, "cases", None))


def suspended_in(state: str) -> Callable[[Session], bool]:
    """A condition: whether the flow to go on with next was suspended in this state."""

    def suspended(session: Session) -> bool:
        return bool(session.suspended) and session.suspended[-1].state == state

    suspended.__name__ = "suspended_there"
    return suspended


IDLE = "idle"
CHOOSING = "idle.choosing"
SUGGESTING = "idle.suggesting"
AWAITING = "awaiting_data"
READ_BACK = "awaiting_data.confirming"
REVIEWING = "awaiting_data.reviewing"
TRAINING = "training"
RESULT = "training.result"
CHECKING = "training.checking"
TESTING = "testing"
JUDGING = "testing.judging"
REPORT = "testing.report"
CORRECTING = "correcting"
CONFIRMING = "correcting.confirming"
FEEDBACK = "giving_feedback"
COMMENT = "giving_feedback.comment"
INBOX = "unanswered"
INBOX_CONFIRMING = "unanswered.confirming"

_FLOWS: tuple[Row, ...] = (
    Row(IDLE, Event.CHOOSE, CHOOSING),
    Row(CHOOSING, Event.CHOSEN, IDLE),
    Row(IDLE, Event.SUGGEST, SUGGESTING),
    Row(SUGGESTING, Event.CONFIRM, CONFIRMING),
    Row(SUGGESTING, Event.DROPPED, IDLE),
    # teaching
    Row(IDLE, Event.TRAIN, AWAITING),
    Row(IDLE, Event.READ, REVIEWING),
    Row(AWAITING, Event.NOTED, None),
    Row(AWAITING, Event.HEARD, READ_BACK),
    Row(AWAITING, Event.READ, REVIEWING),
    Row(AWAITING, Event.START, TRAINING),
    Row(READ_BACK, Event.AMEND, READ_BACK),
    Row(READ_BACK, Event.NOTED, AWAITING),
    Row(READ_BACK, Event.DROPPED, AWAITING),
    Row(REVIEWING, Event.START, TRAINING),
    Row(REVIEWING, Event.READ, REVIEWING),
    Row(REVIEWING, Event.DROPPED, AWAITING, examples_gathered),
    Row(REVIEWING, Event.DROPPED, IDLE),
    # training
    Row(TRAINING, Event.TRAINED, RESULT),
    Row(TRAINING, Event.FAILED, AWAITING),
    Row(TRAINING, Event.DONE, IDLE),
    Row(RESULT, Event.DONE, IDLE),
    Row(RESULT, Event.CHECK, CHECKING),
    Row(CHECKING, Event.NOTED, None),
    Row(CHECKING, Event.START, TRAINING),
    Row(CHECKING, Event.DONE, RESULT),
    # testing
    Row(IDLE, Event.TEST, TESTING),
    Row(IDLE, Event.REPORT, REPORT),
    Row(TESTING, Event.JUDGE, JUDGING),
    Row(TESTING, Event.REPORT, REPORT),
    Row(TESTING, Event.DONE, IDLE),
    Row(TESTING, Event.CORRECT, CORRECTING),
    Row(JUDGING, Event.JUDGED, TESTING),
    Row(JUDGING, Event.CORRECT, CORRECTING),
    Row(JUDGING, Event.CONFIRM, CONFIRMING),
    Row(JUDGING, Event.LEARNED, TESTING),
    Row(JUDGING, Event.REPORT, REPORT),
    Row(REPORT, Event.REPORTED, TESTING, file_interrupts),
    Row(REPORT, Event.REPORTED, IDLE),
    Row(REPORT, Event.FAILED, TESTING, file_interrupts),
    Row(REPORT, Event.FAILED, IDLE),
    # correcting, which may interrupt testing and returns to it
    Row(IDLE, Event.CORRECT, CORRECTING),
    Row(IDLE, Event.CONFIRM, CONFIRMING),
    Row(CORRECTING, Event.NOTED, None),
    Row(CORRECTING, Event.CONFIRM, CONFIRMING),
    Row(CORRECTING, Event.LEARNED, TESTING, correction_interrupts),
    Row(CORRECTING, Event.LEARNED, IDLE),
    Row(CORRECTING, Event.DROPPED, TESTING, correction_interrupts),
    Row(CORRECTING, Event.DROPPED, IDLE),
    Row(CORRECTING, Event.CANCEL, TESTING, correction_interrupts),
    Row(CONFIRMING, Event.AMEND, CONFIRMING),
    Row(CONFIRMING, Event.LEARNED, TESTING, correction_interrupts),
    Row(CONFIRMING, Event.LEARNED, IDLE),
    Row(CONFIRMING, Event.DROPPED, TESTING, correction_interrupts),
    Row(CONFIRMING, Event.DROPPED, IDLE),
    Row(CONFIRMING, Event.CANCEL, TESTING, correction_interrupts),
    # feedback
    Row(IDLE, Event.FEEDBACK, FEEDBACK),
    Row(IDLE, Event.RATED, COMMENT),
    Row(FEEDBACK, Event.RATED, COMMENT),
    Row(COMMENT, Event.FEEDBACK, FEEDBACK),
    Row(COMMENT, Event.DONE, IDLE),
    # going through what could not be answered
    Row(IDLE, Event.OPEN_INBOX, INBOX),
    Row(INBOX, Event.NOTED, None),
    Row(INBOX, Event.CONFIRM, INBOX_CONFIRMING),
    Row(INBOX, Event.DONE, IDLE),
    Row(INBOX_CONFIRMING, Event.AMEND, INBOX_CONFIRMING),
    Row(INBOX_CONFIRMING, Event.LEARNED, INBOX),
    Row(INBOX_CONFIRMING, Event.DROPPED, INBOX),
    Row(INBOX_CONFIRMING, Event.DONE, IDLE),
)  # fmt: skip

RESUMED = (
    AWAITING, READ_BACK, REVIEWING, TRAINING, RESULT, CHECKING, TESTING, JUDGING, CONFIRMING,
)  # fmt: skip
"""Where a flow that something else came in between of goes on."""

_STATES = tuple(dict.fromkeys(row.source for row in _FLOWS))
STATES = frozenset(_STATES)

TABLE: tuple[Row, ...] = (
    *_FLOWS,
    *(Row(state, Event.ASIDE, None) for state in _STATES),
    *(Row(state, Event.CANCEL, IDLE) for state in _STATES if state != IDLE),
    *(Row(state, Event.SUSPEND, IDLE) for state in _STATES if state != IDLE),
    *(Row(IDLE, Event.RESUME, state, suspended_in(state)) for state in RESUMED),
)
EVERYWHERE = (Event.ASIDE, Event.CANCEL, Event.SUSPEND)
"""What may happen in every state in the same way."""


class Beat(StrEnum):
    """What happens to a user's attention."""

    MISSED = "three misses or silences by voice"
    SILENCE = "long silence"
    REMINDED = "said where we were"
    TURN = "a turn"


ATTENTION: tuple[tuple[Attention, Beat, Attention], ...] = (
    (Attention.HERE, Beat.MISSED, Attention.WAITED_FOR),
    (Attention.HERE, Beat.SILENCE, Attention.PARKED),
    (Attention.WAITED_FOR, Beat.TURN, Attention.HERE),
    (Attention.WAITED_FOR, Beat.REMINDED, Attention.RETURNED),
    (Attention.WAITED_FOR, Beat.SILENCE, Attention.PARKED),
    (Attention.PARKED, Beat.REMINDED, Attention.RETURNED),
    (Attention.PARKED, Beat.TURN, Attention.HERE),
    (Attention.RETURNED, Beat.TURN, Attention.HERE),
    (Attention.RETURNED, Beat.MISSED, Attention.WAITED_FOR),
    (Attention.RETURNED, Beat.SILENCE, Attention.PARKED),
)
"""Beside where the dialog is: whether its user is with it."""
