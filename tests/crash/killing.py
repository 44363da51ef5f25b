"""Processes that are killed, and what is looked for afterwards."""

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from agent.storage.home import Home
from agent.storage.registry import ModelRegistry
from agent.storage.walking import everything_in
from tests.crash.lives import MARK

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.crash.lives", "sklearn.linear_model", "onnxruntime"])
LINGERS = 20.0
"""Seconds in which what a killed process started must have ended, too: it notices as soon as it has
loaded what it needs, which takes its time on a busy machine."""
Made = tuple[Path, int, int]
"""A file or folder as it was made: where, as which inode, and when that was changed last."""


@dataclass
class Tally:
    """What was seen of one kind of kill."""

    name: str
    kills: int = 0
    lost: int = 0
    """Acknowledged steps that were not there afterwards."""
    broken: int = 0
    """Models, archives and files that were there but not whole."""
    leftovers: int = 0
    """Half-made files and processes that were there after the next start."""
    ready: list[float] = field(default_factory=list)
    """Seconds from each start to the first answer."""
    worked: list[float] = field(default_factory=list)
    """Seconds of the processor that each of them took."""
    half_made: frozenset[Made] = frozenset()
    """What the last kill left half-made, which is to be gone after the next start."""

    def __str__(self) -> str:
        seen = (self.name, self.kills, self.lost, self.broken, self.leftovers)
        slowest = (f"{max(times):.2f} s" if times else "—" for times in (self.ready, self.worked))
        return f"| {' | '.join(map(str, (*seen, *slowest)))} |"

    def started(self, process: ForkServerProcess, seconds: float) -> None:
        """A process answered that many seconds after it began."""
        ticks = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        self.ready.append(seconds)
        self.worked.append(sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"))

    def killed(self, home: Path) -> None:
        """All that worked in this home is dead."""
        self.kills += 1
        self.leftovers += orphans(home)
        self.half_made = half_made(home)

    def looked_at(self, home: Path) -> None:
        """The next start is done: what was half-made is to be gone, whatever is made by now."""
        self.leftovers += len(self.half_made & half_made(home))


def nothing() -> None:
    """Ends at once: once it ran, everything is loaded, and starts are told from loading."""


def begin(function: Callable[..., None], *given: object) -> ForkServerProcess:
    """Start one of `lives` in a process of its own."""
    process = CONTEXT.Process(target=function, args=given, daemon=False)
    process.start()
    return process


def kill(process: ForkServerProcess) -> None:
    """At once, whatever it does."""
    assert process.pid is not None
    with suppress(ProcessLookupError):  # it has ended by itself
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    process.close()


@contextmanager
def living(function: Callable[..., None], *given: object) -> Iterator[ForkServerProcess]:
    """A process that is killed at the end of the block."""
    process = begin(function, *given)
    try:
        yield process
    finally:
        kill(process)


def orphans(home: Path) -> int:
    """Processes that a killed agent of this home started, and that have not ended in time."""
    deadline = time.monotonic() + LINGERS
    while (left := sum(map(_lives_for(home), Path("/proc").glob("[0-9]*")))) and (
        time.monotonic() < deadline
    ):
        os.sched_yield()
    return left


def _lives_for(home: Path) -> Callable[[Path], bool]:
    marked = f"{MARK}={home}\0".encode()

    def lives(process: Path) -> bool:
        try:
            return marked in (process / "environ").read_bytes() + b"\0"
        except OSError:  # ended meanwhile
            return False

    return lives


def half_made(home: Path) -> frozenset[Made]:
    """Files and folders that no listing shows; where nobody works, nobody will finish them."""
    tops = (home / top for top in ("datasets", "models/onnx", "archive"))
    hidden = (path for top in tops for path in everything_in(top) if path.name.startswith("."))
    found = set()
    for path in hidden:
        if path.name.startswith(".new-") or path.name.endswith(".new"):
            with suppress(FileNotFoundError):  # just finished
                status = path.stat()
                found.add((path, status.st_ino, status.st_ctime_ns))
    return frozenset(found)


def broken_models(home: Path, workspace: str) -> int:
    """Versions of which a file is missing or cut: each was whole when it got its number."""
    registry = ModelRegistry(Home(home).workspace(workspace))
    root = Home(home).workspace(workspace).models
    need = ("manifest.json", "model.onnx", "origin.json", "memory.json")
    whole = [all((root / v / name).is_file() for name in need) for v in registry.versions()]
    current = registry.current()
    return whole.count(False) + (current is not None and not current.is_dir())


def saved(home: Path, user: str, workspace: str) -> tuple[str, dict[str, Any]]:
    """The state and the body of a session, as it is saved. The database must be whole."""
    raw = sqlite3.connect(home / "understudy.sqlite3")
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = raw.execute(
        "SELECT state, body FROM sessions WHERE user = ? AND workspace = ?", (user, workspace)
    ).fetchone()
    raw.close()
    return (str(found[0]), json.loads(found[1])) if found else ("idle", {})
