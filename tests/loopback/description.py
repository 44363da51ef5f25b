"""Discord's own description of its REST interface, against which every request's body is held.

It is not part of this project; where it is not beside it, nothing is held against it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from .records import Json
from .schema import Schemas

FILE = Path(__file__).resolve().parents[3] / "shared/data/discord/openapi.json"
LONGEST = 2_000  # characters of a message; the description allows what some bots may send
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

    def faults(self, method: str, path: str, body: Any) -> list[str]:
        """What Discord would refuse in a request, a sentence each."""
        self.checked += 1
        operation = self._operation(method, path)
        if operation is None:
            return [f"Discord has no {method} {path}"]
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        return [*self._schemas.faults(body, schema, "body"), *_undocumented(body)]

    def _operation(self, method: str, path: str) -> Json | None:
        for template, operations in self._paths:
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
            if method.lower() in operations and re.fullmatch(pattern, path):
                found: Json = operations[method.lower()]
                return found
        return None


def _undocumented(body: Any) -> list[str]:
    """Limits that stand in Discord's documentation only."""
    message = body.get("data", body) if isinstance(body, dict) else {}
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(content, str):
        return []
    faults = [] if len(content) <= LONGEST else [f"content has more than {LONGEST} characters"]
    if content and all(category(letter) in UNSEEN for letter in content):
        faults.append("content shows nothing")
    return faults
