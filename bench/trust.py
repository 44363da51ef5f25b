"""What strangers and months cost: many workspaces at the start, a flooder beside others, long use.

Memory is that of this process; times are of the processor, so that other jobs do not count.
"""

import asyncio
import json
import resource
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agent.app import App
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.runtime.channel import Delivery
from agent.runtime.clock import WallClock
from agent.settings import Settings
from agent.storage.database import Database

WORKSPACES, USERS = 2_000, 10_000
TURNS = 300
HOURS = 24


class Deaf:
    """A channel that nobody reads."""

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        """Nobody reads it."""

    def may_teach(self, key: SessionKey) -> bool:
        return True


class Hurried(WallClock):
    """Five minutes pass with each look at it."""

    def __init__(self) -> None:
        self._at = datetime(2026, 11, 1, tzinfo=UTC)

    def now(self) -> datetime:
        self._at += timedelta(minutes=5)
        return self._at


def settings(home: Path) -> Settings:
    given = {"understudy_home": home, "mode": "console", "encoder": "none", "small_talk": False}
    return Settings.model_validate(given | {"retrain_seconds": 3_600})


def filled(home: Path) -> None:
    """A home of many servers and people in the middle of a lesson."""
    Database(home / "understudy.sqlite3").close()
    lesson = {"task": {"kind": "lesson", "examples": [["a", "b"]]}}
    rows = (
        (f"user-{n}", f"guild-{n % WORKSPACES}", "awaiting_data", json.dumps(lesson), 0)
        for n in range(USERS)
    )
    with sqlite3.connect(home / "understudy.sqlite3") as raw:
        raw.executemany("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", rows)
    for n in range(WORKSPACES):
        folder = home / "datasets" / f"guild-{n}"
        folder.mkdir(parents=True)
        (folder / "lessons.json").write_text('{"data": [{"input": "a", "output": "b"}]}')


def memory_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def start(home: Path) -> dict[str, float]:
    """Seconds of the processor and megabytes that a start with all of them takes."""
    filled(home)
    began = time.process_time()
    async with opened(settings(home)):
        return {"start_cpu_s": time.process_time() - began, "memory_mb": memory_mb()}


async def asked(app: App, key: SessionKey, times: int) -> list[float]:
    """Seconds until each of so many questions is answered."""
    seen = []
    for n in range(times):
        began = time.perf_counter()
        app.runner.submit(key, Said(f"question {n}"), Deaf())
        await app.runner.stepped(key)
        seen.append(time.perf_counter() - began)
    return seen


def p95_ms(seen: list[float]) -> float:
    return 1_000 * sorted(seen)[int(0.95 * len(seen))]


async def flood(home: Path) -> dict[str, float]:
    """How much later another is answered while somebody's mailbox is kept full."""
    bob, ann = SessionKey("bob", "guild-1"), SessionKey("ann", "guild-2")
    async with opened(settings(home)) as app:
        await asked(app, ann, 20)
        alone = p95_ms(await asked(app, ann, TURNS))
        for n in range(10 * TURNS):
            app.runner.submit(bob, Said(f"flood {n}"), Deaf())
        beside = p95_ms(await asked(app, ann, TURNS))
    return {"alone_p95_ms": alone, "beside_p95_ms": beside, "rise_ms": beside - alone}


async def months(home: Path) -> dict[str, float]:
    """How much memory and how many open files a day of lessons adds, on a fast clock."""
    key = SessionKey("ann", "guild-1")
    lines = ("what is it", "!train", "a => b", "c => d", "list", "!cancel", "yes", "!feedback 4 x")
    async with opened(settings(home), Hurried()) as app:
        for hour in range(HOURS + 4):
            if hour == 4:  # warm
                before, files = memory_mb(), open_files()
            for line in lines:
                app.runner.submit(key, Said(line), Deaf())
                await app.runner.stepped(key)
        grown = memory_mb() - before
        return {"grown_mb": grown, "more_files": open_files() - files}


def main() -> None:
    """Print a table, and the same as JSON."""
    results: dict[str, float] = {}
    for what in (start, flood, months):
        with tempfile.TemporaryDirectory() as folder:
            results |= asyncio.run(what(Path(folder)))
    for name, value in results.items():
        print(f"{name:<16} {value:10.2f}")
    print(json.dumps(results))


if __name__ == "__main__":
    main()
