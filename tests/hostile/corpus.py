"""The hostile corpus: what is sent, in which place, and what must be said to it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "cases.json"
CASES: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
PLACES: dict[str, list[str]] = CASES["places"]


def payload(name: str) -> str:
    """What is sent; a pair is a text and how often it is repeated."""
    given = CASES["payloads"][name]
    return str(given) if isinstance(given, str) else str(given[0]) * int(given[1])


def lines(place: str, text: str) -> list[str]:
    """What somebody types to get `text` into a place."""
    return [line.replace("{}", text) for line in PLACES[place]]


def names() -> Iterator[str]:
    """Every case, as "place: payload"."""
    for place in PLACES:
        for name in CASES["payloads"]:
            yield f"{place}: {name}"
