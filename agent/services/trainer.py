"""What runs in a process of its own: a model is made, or tried and drawn."""

from pathlib import Path

from agent.learning.comparison import HeldOut
from agent.learning.dataset import Dataset
from agent.learning.encoder.encoder import Encoder
from agent.learning.evaluation import evaluate
from agent.learning.folder import HELD_OUT, REPORT
from agent.learning.predictor import Predictor
from agent.learning.report import TestReport, TrainingReport
from messages import Progress


def make_model(
    dataset: Dataset,
    folder: Path,
    encoder: Encoder | None,
    previous: HeldOut | None,
    progress: Progress,
) -> TrainingReport:
    """Train; what that takes is slow to import, so only the training process does."""
    from agent.learning.training import train

    return train(dataset, folder, progress=progress, encoder=encoder, previous=previous)


def try_model(folder: Path, cases: Dataset, picture: Path, encoder: Encoder | None) -> TestReport:
    """Test the model in `folder`, and draw how it did."""
    return evaluate(Predictor.load(folder, encoder), cases, picture)


def draw_model(folder: Path) -> None:
    """Draw how the model in `folder` did in its trial."""
    from agent.learning.picture import draw_report

    draw_report(folder)


def load_held_out(folder: Path) -> HeldOut | None:
    """What the model in a folder did with lines held out; None where it was not tried."""
    try:
        return HeldOut.load(folder / HELD_OUT)
    except (OSError, ValueError):
        return None


def load_report(folder: Path) -> TrainingReport | None:
    """The report in a model's folder; None where it was lost."""
    try:
        return TrainingReport.model_validate_json((folder / REPORT).read_bytes())
    except (OSError, ValueError):
        return None
