"""As much of JSON Schema as Discord's interface description uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .records import Json

KINDS: Mapping[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list,
    "object": dict, "null": type(None),
}  # fmt: skip
BOUNDS: Mapping[str, tuple[str, Callable[[Any], float], int]] = {
    "maxLength": ("string", len, 1), "minLength": ("string", len, -1),
    "maxItems": ("array", len, 1), "minItems": ("array", len, -1),
    "maxProperties": ("object", len, 1), "minProperties": ("object", len, -1),
    "maximum": ("number", float, 1), "minimum": ("number", float, -1),
}  # fmt: skip
"""Keyword: what it applies to, what is measured, and 1 for the most, -1 for the least."""


class Schemas:
    """The named schemas of a description, by which values are judged."""

    def __init__(self, named: Mapping[str, Json]) -> None:
        self._named = named

    def faults(self, value: Any, schema: Json, where: str = "") -> Iterator[str]:
        """What is wrong with `value`, a sentence each; nothing where it fits."""
        if "$ref" in schema:
            yield from self.faults(value, self._named[schema["$ref"].rsplit("/", 1)[1]], where)
        if schema.get("format") == "snowflake" and _is(value, "integer"):
            return  # discord.py sends some snowflakes as numbers, and Discord takes them
        yield from _plainly(value, schema, where)
        for part in schema.get("allOf", ()):
            yield from self.faults(value, part, where)
        yield from self._choice(value, schema, where)
        if isinstance(value, dict):
            yield from self._members(value, schema, where)
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from self.faults(item, schema.get("items", {}), f"{where}[{number}]")

    def _choice(self, value: Any, schema: Json, where: str) -> Iterator[str]:
        for keyword in ("oneOf", "anyOf"):
            choices = schema.get(keyword, ())
            if choices and all(any(self.faults(value, each, where)) for each in choices):
                yield min((list(self.faults(value, each, where)) for each in choices), key=len)[0]

    def _members(self, value: Json, schema: Json, where: str) -> Iterator[str]:
        properties = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{where}.{name} is missing"
        for name, item in value.items():
            other = schema.get("additionalProperties", {})
            if name in properties:
                yield from self.faults(item, properties[name], f"{where}.{name}")
            elif other is False:
                yield f"{where}.{name} is not known"
            elif isinstance(other, dict):
                yield from self.faults(item, other, f"{where}.{name}")


def _plainly(value: Any, schema: Json, where: str) -> Iterator[str]:
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{where} is no {' or '.join(kinds)}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{where} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is none of {schema['enum']}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{where} does not match {schema['pattern']}"
    for keyword, (kind, measure, sign) in BOUNDS.items():
        bound = schema.get(keyword)
        if bound is not None and _is(value, kind) and sign * measure(value) > sign * bound:
            yield f"{where} breaks {keyword} {bound}"


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, KINDS[kind])
