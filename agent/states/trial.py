"""What a guided test has gathered so far."""

from pydantic import Field

from agent.session import Task
from agent.states.base import Step


class Trial(Task):
    """The cases judged, as (sentence, answer, right answer), and the one being judged."""

    cases: list[tuple[str, str, str]] = Field(default_factory=list)
    input: str = ""
    output: str = ""
    confidence: float = 0.0
    known: bool = True
    from_file: bool = False
    """Whether a file of cases is being tried just now."""

    @property
    def unsaved(self) -> int:
        return len(self.cases)

    @property
    def right(self) -> int:
        return sum(answer == right for _, answer, right in self.cases)

    @property
    def judged(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(self.cases)

    def judge(self, right: str) -> None:
        """The case in hand is judged; `right` is empty where the right answer is not known."""
        self.cases.append((self.input, self.output, right))


def trial_of(step: Step) -> Trial:
    """The test in hand, a new one where none was begun."""
    if not isinstance(step.session.task, Trial):
        step.session.task = Trial()
    task = step.session.task
    assert isinstance(task, Trial)
    return task
