"""What a training came to, as people are told it."""

from agent.dialog.outcomes import Suspect
from agent.learning.report import TrainingReport
from agent.services.answering import shown


def accuracies(report: TrainingReport | None) -> tuple[float | None, float | None]:
    """Of the new model and of the one before, on the lines that both have; where there is none
    before, of the new one on all."""
    if report is None or report.comparison is None:
        return (report.accuracy if report else None), None
    return report.comparison.after, report.comparison.before


def suspects(report: TrainingReport | None) -> tuple[Suspect, ...]:
    found = report.suspects if report else ()
    return tuple(Suspect(s.line, s.input, shown(s.output), shown(s.proposal)) for s in found)
