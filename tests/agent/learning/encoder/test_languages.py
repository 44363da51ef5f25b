"""Seven languages besides English are served, where the multilingual encoder is installed."""

import json
from collections import Counter

import pytest

from agent.learning.encoder.encoder import OnnxEncoder
from bench.languages import HOUSEHOLD, measure
from tests.agent.learning.conftest import ROOT

pytestmark = pytest.mark.slow


def test_other_languages_are_answered_and_not_bluffed() -> None:
    folder = ROOT / "models/encoder-multilingual"
    if not folder.is_dir():
        pytest.skip(f"no {folder}; `python run.py fetch encoder multilingual` gets it")
    encoder = OnnxEncoder(folder)
    households = json.loads(HOUSEHOLD.read_bytes())
    others = [household for language, household in households.items() if language != "en"]
    found = sum((measure(household, encoder) for household in others), Counter())
    assert found["right"] + found["asked, right first"] >= 0.9 * 105
    assert found["wrong"] <= 0.03 * 105
    assert found["off answered"] <= 0.1 * 56
