"""What goes wrong while somebody talks, and is well again afterwards."""

import os
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Timer

from agent.runtime.recorded_time import RecordedTime
from agent.storage.home import Home

HOLDS = 0.02
"""Seconds for which another program holds the database."""
SIZES = (0, 100, 4_096)
"""Bytes beyond which no file may grow on a full disk."""
DAYS = (-400, -1, 1, 400)
"""How far a clock jumps."""
Fault = Callable[[Path, RecordedTime, Random], AbstractContextManager[None]]


@contextmanager
def held_database(home: Path, clock: RecordedTime, chance: Random) -> Iterator[None]:
    """Another program holds the database for a moment."""
    path = Home(home).database_path
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = Timer(HOLDS, other.execute, ("ROLLBACK",))
    timer.start()
    try:
        yield
    finally:
        timer.join()
        other.close()


@contextmanager
def full_disk(home: Path, clock: RecordedTime, chance: Random) -> Iterator[None]:
    """No file may grow any more."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (chance.choice(SIZES), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@contextmanager
def flipped_bit(home: Path, clock: RecordedTime, chance: Random) -> Iterator[None]:
    """A file of a model has another bit for a while."""
    with _changed(home / "models/onnx", "*/????/*", chance) as path:
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        yield


@contextmanager
def torn_dataset(home: Path, clock: RecordedTime, chance: Random) -> Iterator[None]:
    """A dataset ends in its middle for a while."""
    with _changed(home / "datasets", "*/*.json", chance) as path:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        yield


@contextmanager
def lost_pointer(home: Path, clock: RecordedTime, chance: Random) -> Iterator[None]:
    """It is lost which models are in use; that heals by itself."""
    for pointer in (home / "models/onnx").glob("*/.current"):
        pointer.write_bytes(b"{")
    yield


@contextmanager
def jumped_clock(home: Path, clock: RecordedTime, chance: Random) -> Iterator[None]:
    """It is another day, and then the right one again."""
    begun = clock.begun
    clock.begun += timedelta(days=chance.choice(DAYS))
    try:
        yield
    finally:
        clock.begun = begun


@contextmanager
def killed_children(home: Path, clock: RecordedTime, chance: Random) -> Iterator[None]:
    """Whatever trains is killed, as when memory is short."""
    yield
    for child in Path("/proc/self/task").glob("*/children"):
        for process in child.read_text().split():
            with suppress(ProcessLookupError, FileNotFoundError):
                if b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes():
                    os.kill(int(process), signal.SIGKILL)


@contextmanager
def _changed(folder: Path, pattern: str, chance: Random) -> Iterator[Path]:
    """A file that may be changed in the block, and afterwards is as it was, if still there."""
    path = chance.choice(sorted(folder.glob(pattern)))
    content = path.read_bytes()
    try:
        yield path
    finally:
        if path.exists():
            path.write_bytes(content)


FAULTS: tuple[Fault, ...] = (
    held_database,
    full_disk,
    flipped_bit,
    torn_dataset,
    lost_pointer,
    jumped_clock,
    killed_children,
)
