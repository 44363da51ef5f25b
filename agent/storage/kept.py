"""Datasets in files of ours."""

import sys

from agent.learning.dataset import Dataset, DatasetLimits, parse


def kept(content: bytes, path: str) -> Dataset:
    """The dataset in a file; it was within the limits of its day when it was taken in. Raises
    DatasetError, which names the `path`."""
    return parse(content, path, DatasetLimits(sys.maxsize, sys.maxsize, sys.maxsize))
