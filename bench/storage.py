"""Sessions in SQLite: how fast they are kept and come back, and what one takes on the disk.

The baseline of a save is an fsync of as many bytes in the same folder, since a step counts as
kept only when the disk has it; the baseline of the restore is a bare SELECT of the same rows.
"""

import argparse
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from agent.storage.database import Database
from agent.storage.sessions import SessionRow, SessionStore

SESSIONS = 10_000
SAVES = 500
BODY = json.dumps({"said": "When I hear good morning, I answer hello friend. Right?", "misses": 0})
AT = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)

Figures = dict[str, float]


def main() -> None:
    """Print the table; with --json FILE, write the figures there too."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--folder", type=Path, help="measure on the disk of this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        figures = measure(Path(folder))
    print(_table(figures))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


def measure(folder: Path) -> Figures:
    """Fill a database in `folder` with sessions and time it; seconds and bytes."""
    path = folder / "understudy.sqlite3"
    _fill(path)
    return {"sessions": SESSIONS, **_saves(path), **_restores(path), **_fsyncs(folder / "file")}


def _fill(path: Path) -> None:
    database = Database(path)
    with database.writing() as transaction:
        for number in range(SESSIONS):
            transaction.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)",
                (str(10**17 + number), "guild-1", "testing.judging", BODY, number),
            )
    database.close()


def _saves(path: Path) -> Figures:
    database = Database(path)
    sessions = SessionStore(database)
    users = iter(range(0, SESSIONS, SESSIONS // SAVES))

    def save() -> None:
        user = str(10**17 + next(users))
        sessions.save(SessionRow(user, "guild-1", "idle", BODY, AT))

    times = _timed(save, SAVES)
    database.erase_traces()
    database.close()
    return {
        "save p50": median(times),
        "save p99": quantiles(times, n=100)[98],
        "bytes a session": path.stat().st_size / SESSIONS,
    }


def _restores(path: Path) -> Figures:
    def restore() -> None:
        database = Database(path)
        restored = {(row.user, row.workspace): row for row in SessionStore(database).all()}
        database.close()
        if len(restored) != SESSIONS:
            raise RuntimeError(f"{len(restored)} sessions of {SESSIONS} came back")

    def select() -> None:
        connection = sqlite3.connect(path)
        connection.execute("SELECT * FROM sessions").fetchall()
        connection.close()

    return {"restore": median(_timed(restore, 9)), "bare select": median(_timed(select, 9))}


def _fsyncs(path: Path) -> Figures:
    with path.open("ab") as file:

        def write() -> None:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())

        return {"fsync p50": median(_timed(write, SAVES))}


def _timed(call: Callable[[], None], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = perf_counter()
        call()
        taken.append(perf_counter() - start)
    return taken


def _table(figures: Figures) -> str:
    rows = [
        (f"{SESSIONS:,} sessions restored", figures["restore"], "bare select", "≤ 200 ms"),
        ("one save, median", figures["save p50"], "fsync p50", ""),
        ("one save, 99th of 100", figures["save p99"], "fsync p50", ""),
    ]
    lines = [f"{'':28}{'ms':>10}{'baseline':>12}{'ratio':>8}   goal"]
    for name, seconds, baseline, goal in rows:
        base = figures[baseline]
        lines.append(
            f"{name:28}{seconds * 1e3:10.2f}{base * 1e3:12.2f}{seconds / base:8.1f}   {goal}"
        )
    lines.append(f"{'one session on the disk':28}{figures['bytes a session']:10.0f} bytes")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
