"""Test a served model with examples."""

from agent.learning.dataset import Dataset
from agent.learning.predictor import Predictor
from agent.learning.report import TestReport


def evaluate(predictor: Predictor, dataset: Dataset) -> TestReport:
    """What the classifier itself answers to every example, exact memory aside."""
    raise NotImplementedError
