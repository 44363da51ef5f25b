"""Discord's own description of its REST interface, against which every request's body is held.

It is not part of this project; where it is not beside it, nothing is held against it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import category

from .interactions import walk
from .records import Json
from .schema import Schemas

FILE = Path(__file__).resolve().parents[3] / "shared/data/discord/openapi.json"
MOST_ROWS = 5
COMPONENTS_V2 = 1 << 15
LONGEST = 2_000  # characters of a message; the description allows what some bots may send
RECENT = 256
"""Bodies whose faults are remembered: agents register the same commands again and again."""
UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")


@cache
def description() -> Description | None:
    """The description, or None where it is absent."""
    return Description(json.loads(FILE.read_text())) if FILE.exists() else None


class Description:
    """What Discord takes; `checked` counts the bodies that were held against it."""

    def __init__(self, document: Json) -> None:
        self._schemas = Schemas(document["components"]["schemas"])
        self._paths = sorted(document["paths"].items(), key=lambda item: item[0].count("{"))
        self.checked = 0
        self._recent = lru_cache(maxsize=RECENT)(self._of_body)

    def faults(self, method: str, path: str, body: Any) -> list[str]:
        """What Discord would refuse in a request, a sentence each."""
        self.checked += 1
        for template, operations in self._paths:
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
            if method.lower() in operations and re.fullmatch(pattern, path):
                return self._recent(method.lower(), template, json.dumps(body))
        return [f"Discord has no {method} {path}"]

    def _of_body(self, method: str, template: str, written: str) -> list[str]:
        operation = dict(self._paths)[template][method]
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        body = json.loads(written)
        return [*self._schemas.faults(body, schema, "body"), *_undocumented(body)]


def _undocumented(body: Any) -> list[str]:
    """Limits that stand in Discord's documentation only."""
    message = body.get("data", body) if isinstance(body, dict) else {}
    if not isinstance(message, dict):
        return []
    return [*_of_content(message.get("content")), *_of_components(message)]


def _of_content(content: object) -> Iterator[str]:
    if not isinstance(content, str):
        return
    if len(content) > LONGEST:
        yield f"content has more than {LONGEST} characters"
    if content and all(category(letter) in UNSEEN for letter in content):
        yield "content shows nothing"


def _of_components(message: Json) -> Iterator[str]:
    components = message.get("components") or []
    if len(components) > MOST_ROWS and not (message.get("flags") or 0) & COMPONENTS_V2:
        yield f"more than {MOST_ROWS} rows of components"
    every = [each for each in walk(components) if isinstance(each, dict)]
    if twice := _twice(each.get("custom_id") for each in every):
        yield f"custom_id {twice!r} is used twice"
    for menu in every:
        if twice := _twice(option.get("value") for option in menu.get("options") or []):
            yield f"the option {twice!r} is offered twice"


def _twice(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return next((value for value, count in counts.items() if count > 1), None)
