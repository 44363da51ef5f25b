"""The receiver and the loopback stand alone: their folders, their tests, and packages."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[5]
CALL, TESTS = "agent.channels.discord.call", "tests.agent.channels.discord.call"
LOOPBACK = "tests.loopback"
PACKAGES = {
    "aiohttp", "cryptography", "davey", "discord", "hypothesis", "nacl", "numpy", "pytest",
}  # fmt: skip
OPTIONAL = {"av"}
"""Which has a libopus where the system has none."""


@pytest.mark.parametrize(
    ("folder", "others"),
    [(CALL, ()), (TESTS, (CALL, LOOPBACK)), (LOOPBACK, ())],
)
def test_a_folder_needs_nothing_of_the_agent(folder: str, others: tuple[str, ...]) -> None:
    files = ROOT.joinpath(*folder.split(".")).rglob("*.py")
    needed = {name for path in files for name in _imported(path)}
    strange = {name for name in needed if not _is_within(name, (folder, *others))}
    assert {name.split(".")[0] for name in strange} <= PACKAGES | OPTIONAL | sys.stdlib_module_names


def _is_within(name: str, folders: tuple[str, ...]) -> bool:
    return any(f"{name}.".startswith(f"{folder}.") for folder in folders)


def _imported(path: Path) -> set[str]:
    """The modules that a file imports by their whole names."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names
