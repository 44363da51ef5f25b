"""What the import contracts cannot see: a pure room needs no import to open a file or to print."""

import ast
from pathlib import Path

import pytest

from agent.settings import ROOT

PURE = ("dialog", "states", "understanding")
IMPURE = {"open", "print", "input", "exec", "eval", "breakpoint"}
FILES = sorted(path for room in PURE for path in (ROOT / "agent" / room).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_pure_room_calls_nothing_that_reads_or_writes(path: Path) -> None:
    calls = [
        node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
    ]
    assert not IMPURE & {call.id for call in calls if isinstance(call, ast.Name)}
