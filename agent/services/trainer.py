"""What runs in the training process: one model into one folder."""

from collections.abc import Callable
from pathlib import Path

from agent.learning.dataset import Dataset
from agent.learning.encoder.encoder import Encoder
from agent.learning.report import TrainingReport


def make_model(
    dataset: Dataset,
    folder: Path,
    encoder: Encoder | None,
    previous: TrainingReport | None,
    progress: Callable[[float, str], None],
) -> TrainingReport:
    """Train; what that takes is slow to import, so only the training process does."""
    from agent.learning.training import train

    return train(dataset, folder, progress=progress, encoder=encoder, previous=previous)


def load_report(folder: Path) -> TrainingReport | None:
    """The report in a model's folder; None where it was lost."""
    try:
        return TrainingReport.model_validate_json((folder / "report.json").read_bytes())
    except (OSError, ValueError):
        return None
