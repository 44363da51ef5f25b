"""The held-out sentences are what the bench takes them for."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from agent.states import all_states

FILE = Path(__file__).parents[1] / "bench/data/understanding_en.json"


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    return list(json.loads(FILE.read_text(encoding="utf-8")))


def test_each_is_said_in_a_state_that_there_is_and_only_once(entries: list[dict[str, Any]]) -> None:
    states = {state.name for state in all_states()}
    assert {entry["state"] for entry in entries} <= states
    said = Counter((entry["state"], entry["text"].lower()) for entry in entries)
    assert said.most_common(1)[0][1] == 1


def test_the_slots_stand_in_the_sentence(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        for name, value in entry.get("slots", {}).items():
            assert name in ("number", "rating") or value.lower() in entry["text"].lower()
