"""Sessions as they may be in the middle of something, to try sentences in."""

from collections.abc import Callable, Mapping

from agent.channels.console import KEY
from agent.dialog import table
from agent.dialog.session import Session, Task
from agent.states.choosing import NameChoice
from agent.states.correcting import CorrectionDraft
from agent.states.giving_feedback import Rating
from agent.states.guided_test import GuidedTest
from agent.states.lesson import Lesson
from agent.states.suggesting import Suggestion

LESSON = ("good morning", "hello friend")


def _lesson() -> Task:
    return Lesson(examples=[LESSON], heard=LESSON, dataset="lessons", model="0001", lines=1)


def _test() -> Task:
    return GuidedTest(input=LESSON[0], output=LESSON[1])


def _correction() -> Task:
    return CorrectionDraft(input=LESSON[0], wrong="what", right=LESSON[1])


_TASKS: Mapping[str, Callable[[], Task]] = {
    table.CHOOSING: lambda: NameChoice(what="datasets", names=["lessons"]),
    table.SUGGESTING: lambda: Suggestion(input=LESSON[0], answers=[LESSON[1]]),
    table.AWAITING: _lesson,
    table.READ_BACK: _lesson,
    table.REVIEWING: _lesson,
    table.TRAINING: _lesson,
    table.RESULT: _lesson,
    table.CHECKING: _lesson,
    table.TESTING: _test,
    table.JUDGING: _test,
    table.REPORT: _test,
    table.CORRECTING: _correction,
    table.CONFIRMING: _correction,
    table.FEEDBACK: Rating,
    table.COMMENT: lambda: Rating(stars=4),
}


def session_in(state: str) -> Session:
    """Somebody's dialog in `state`; in idle just after an answer, so that a no is about that."""
    make = _TASKS.get(state)
    idle = state == table.IDLE
    return Session(
        *KEY, state=state, task=make() if make else None, answered=LESSON if idle else None,
        fresh=idle,
    )  # fmt: skip
