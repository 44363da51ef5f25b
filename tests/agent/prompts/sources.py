"""Our own source code, read for what it says to people."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOGGERS = {"log", "_log"}
SENTENCE = re.compile(r"[^\W\d_]{2,}[,:;.]? [^\W\d_]|[^\W\d_]{2,}[.!?]$")
"""Two words, or a word and a full stop."""
NOT_FOR_PEOPLE = re.compile(
    r"^\W*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|WHERE|import)\b|^\^|\(\?"
)
"""SQL, Python and regular expressions."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in the source; of an f-string what stands between the values, each a NUL."""

    file: str
    line: int
    text: str


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of our packages, by path from the repository's root."""
    for package in packages:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))


def literals(file: str, module: ast.Module) -> Iterator[Literal]:
    """All texts in a module but docstrings and what is logged."""
    skipped = set(_skipped(module))
    for node in ast.walk(module):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in node.values)
            yield Literal(file, node.lineno, "".join(map(_piece, node.values)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Literal(file, node.lineno, node.value)


def sentences(file: str, module: ast.Module) -> list[Literal]:
    """The texts that look as if people were to read them."""
    return [
        literal
        for literal in literals(file, module)
        if SENTENCE.search(literal.text) and not NOT_FOR_PEOPLE.search(literal.text)
    ]


def _skipped(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        match node:
            case ast.Expr(value=ast.Constant()):
                yield id(node.value)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in LOGGERS:
                yield from (id(part) for part in ast.walk(node))


def _piece(value: ast.expr) -> str:
    return str(value.value) if isinstance(value, ast.Constant) else "\0"
