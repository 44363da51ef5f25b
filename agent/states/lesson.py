"""What a lesson has gathered so far."""

from typing import ClassVar, Self

from pydantic import Field

from agent.dialog.outcomes import DatasetRead, Outcome, Suspect
from agent.dialog.requests import ExpectTraining, Lines
from agent.dialog.session import Session, Suspended, Task
from agent.dialog.step import Step
from agent.dialog.table import AWAITING, Event


class Lesson(Task):
    """What is being taught: a dataset by name, examples added to it, and the one in the making."""

    kind: ClassVar[str] = "lesson"

    examples: list[tuple[str, str]] = Field(default_factory=list)
    heard: tuple[str, str] = ("", "")
    """The example in the making; its output is empty while only the input is known."""
    noted: bool = False
    """Whether the last thing said was an example, which a no puts right."""
    others: list[tuple[str, str]] = Field(default_factory=list)
    """What it may be instead, the likeliest first."""
    dataset: str = ""
    """The dataset to train from; empty for the selected one."""
    draft: str = ""
    """The file that becomes this dataset, where one was read."""
    lines: int = 0
    """How many examples the dataset has, where known."""
    outputs: int = 0
    """How many different answers, where a file was read."""
    duplicates: int = 0
    conflicts: int = 0
    conflict: str = ""
    warning: str = ""
    keep: str = "last"
    told: bool = False
    """Whether the user was told how to give examples."""
    in_passing: bool = False
    """Whether it began with a lesson rather than the wish to teach: other lines are talk then."""
    asked: bool = False
    """Whether the input of the example in the making is a question."""
    fraction: float = 0.0
    """How far the training is."""
    summary: str = ""
    model: str = ""
    """The trained model that waits to be used."""
    suspects: list[Suspect] = Field(default_factory=list)
    """Lines of the data to go through, the next one first."""
    accuracy: float | None = None
    before: float | None = None
    better: bool = True
    report: str = ""

    @property
    def unsaved(self) -> int:
        return len(self.examples)

    def progress(self, fraction: float) -> None:
        self.fraction = fraction

    @property
    def added(self) -> Lines:
        return tuple(self.examples)

    @classmethod
    def of(cls, read: DatasetRead) -> Self:
        return cls(
            dataset=read.name,
            draft=read.draft,
            lines=read.examples,
            outputs=read.outputs,
            duplicates=read.duplicates,
            conflicts=read.conflicts,
            conflict=read.conflict,
            warning=read.warning,
        )


def take_up_lesson(step: Step) -> Lesson:
    """The lesson that something else came in between of, or a new one."""
    session = step.session
    for flow in reversed(session.suspended):
        if flow.state == AWAITING and isinstance(flow.task, Lesson):
            session.suspended.remove(flow)
            session.task = flow.task
            return flow.task
    lesson = Lesson()
    session.task = lesson
    return lesson


def lesson_of(step: Step) -> Lesson:
    """The lesson in hand, a new one where none was begun."""
    if not isinstance(step.session.task, Lesson):
        step.session.task = Lesson()
    task = step.session.task
    assert isinstance(task, Lesson)
    return task


def accept_dataset(step: Step, outcome: Outcome) -> Event | None:
    """Go on with a file that was read; examples gathered before are learned with it."""
    if not isinstance(outcome, DatasetRead):
        return None
    step.note(ExpectTraining())
    gathered = lesson_of(step)
    step.session.task = Lesson.of(outcome).model_copy(update={"examples": gathered.examples})
    return Event.READ


def kept_lesson(state: str, session: Session) -> Suspended | None:
    """A lesson in which something was gathered, to go on with in this state."""
    task = session.task
    if isinstance(task, Lesson) and (task.examples or task.heard[0] or task.dataset):
        return Suspended(state, task)
    return None
