"""What a training came to, as people are told it."""

from agent.dialog.outcomes import Suspect
from agent.learning.dataset import Dataset
from agent.learning.report import TrainingReport
from agent.services.answering import shown
from agent.services.stores import NONE_OF_IT


def untried(report: TrainingReport | None, dataset: Dataset) -> TrainingReport | None:
    """Of a single answer only how many lines it has can be said: what stands beside it is ours."""
    own = sum(example.output != NONE_OF_IT for example in dataset.examples)
    return report and report.model_copy(update={"examples": own, "interval": None})


def accuracies(report: TrainingReport | None) -> tuple[float | None, float | None]:
    """Of the new model and of the one before, on the lines that both have; where there is none
    before, of the new one on all."""
    if report is None or report.comparison is None:
        return (report.accuracy if report else None), None
    return report.comparison.after, report.comparison.before


def suspects(report: TrainingReport | None) -> tuple[Suspect, ...]:
    found = report.suspects if report else ()
    return tuple(Suspect(s.line, s.input, shown(s.output), shown(s.proposal)) for s in found)
