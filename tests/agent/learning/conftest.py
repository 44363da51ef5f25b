"""What the tests of learning share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def intents() -> Path:
    """The folder of public intent benchmarks, or a skip."""
    folder = Path(__file__).parents[4] / "shared/data/intents"
    if not folder.is_dir():
        pytest.skip(f"no benchmark data in {folder}")
    return folder
