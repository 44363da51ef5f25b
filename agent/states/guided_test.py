"""What a guided test has gathered so far."""

from typing import ClassVar

from pydantic import Field

from agent.dialog.session import Task
from agent.dialog.step import Step


class GuidedTest(Task):
    """The cases judged, as (sentence, answer, right answer), and the one being judged."""

    kind: ClassVar[str] = "guided_test"

    cases: list[tuple[str, str, str]] = Field(default_factory=list)
    input: str = ""
    output: str = ""
    confidence: float = 0.0
    known: bool = True
    model: str = ""
    """The model that is tested; empty for the one in use."""
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


def guided_test_of(step: Step) -> GuidedTest:
    """The test in hand, a new one where none was begun."""
    if not isinstance(step.session.task, GuidedTest):
        step.session.task = GuidedTest()
    task = step.session.task
    assert isinstance(task, GuidedTest)
    return task
