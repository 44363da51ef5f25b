"""Fit a model to a dataset and write it, with its report, into a folder."""

from collections.abc import Callable
from pathlib import Path

from agent.learning.dataset import Dataset
from agent.learning.encoder.encoder import Encoder
from agent.learning.report import TrainingReport


def train(
    dataset: Dataset,
    folder: Path,
    *,
    progress: Callable[[float, str], None],
    encoder: Encoder | None = None,
    previous: TrainingReport | None = None,
) -> TrainingReport:
    """Write a served model into the existing empty `folder`.

    `progress` hears the part done (0..1) and what is being done. Raises DatasetError where there
    are not at least two different answers.
    """
    raise NotImplementedError
