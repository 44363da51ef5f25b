"""The fetched Moonshine model, for tests that need it."""

from functools import cache
from pathlib import Path

import pytest

from speech.recognition.moonshine import MoonshineRecognizer
from speech.recognition.moonshine.fetch import is_there

FOLDER = Path(__file__).parents[4] / "models" / "moonshine"
needed = pytest.mark.skipif(
    not is_there(FOLDER), reason="no Moonshine model: `python run.py fetch moonshine`"
)


@cache
def moonshine() -> MoonshineRecognizer:
    """Loaded once."""
    return MoonshineRecognizer(FOLDER)
