"""`make quick`: what a change usually needs, which is all that is quick and what it touches.

A test is slow where it is marked so, or stands in a folder whose tests start the whole agent. Slow
ones are taken only if something changed in the room they test: `agent/channels/discord/call` for
`tests/agent/channels/discord/call`. What changed is what is not committed yet; outside of a
repository nothing has.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

SLOW = (
    "tests/agent/channels/",
    "tests/agent/cli/",
    "tests/cases/",
    "tests/hostile/",
    "tests/loopback/",
    "tests/speech/",
)
"""Folders whose tests each start an agent, a Discord for it, or speak."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Have an option of its own: a marker alone cannot see what changed."""
    parser.addoption("--quick", action="store_true", help="leave slow tests of other rooms out")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import what is slow as a whole folder, and of another room."""
    if not config.getoption("--quick") or collection_path.suffix != ".py":
        return None
    name = collection_path.relative_to(config.rootpath).as_posix()
    return (name.startswith(SLOW) and room_of(name) not in _rooms(config.rootpath)) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow and has nothing to do with what changed."""
    if not config.getoption("--quick"):
        return
    rooms = _rooms(config.rootpath)
    names = [item.path.relative_to(config.rootpath).as_posix() for item in items]
    kept = [
        room_of(name) in rooms or not item.get_closest_marker("slow")
        for item, name in zip(items, names, strict=True)
    ]
    config.hook.pytest_deselected(
        items=[item for item, keep in zip(items, kept, strict=True) if not keep]
    )
    items[:] = [item for item, keep in zip(items, kept, strict=True) if keep]


@cache
def _rooms(root: Path) -> set[str]:
    return touched(changed(root))


def room_of(test: str) -> str:
    """The folder a test file tests: it mirrors the tree."""
    return PurePosixPath(test).parent.as_posix().removeprefix("tests/")


def touched(files: Sequence[str]) -> set[str]:
    """The rooms that files of the product or of the tests stand in."""
    return {room_of(file) for file in files if file.endswith(".py")}


def changed(root: Path) -> list[str]:
    """Files with changes that are not committed."""
    asked = ["git", "status", "--porcelain", "--no-renames", "-z", "--untracked-files=all"]
    try:
        ran = subprocess.run(asked, cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return []
    return [line[3:] for line in ran.stdout.split("\0") if line]
