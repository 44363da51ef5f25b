"""How the home is: whole, with room to write, and at a time that can be."""

import glob
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from agent.cli.finding import Finding
from agent.cli.wholeness import damaged
from agent.settings import Settings
from agent.storage.home import Home
from agent.storage.private import readable_by_others
from agent.storage.schema import STEPS
from messages import Message

NAMED = 5
"""Damaged files that are named."""
LEAST_MB = 500
"""Megabytes below which the disk is said to be nearly full."""
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""Before this program was written it cannot be."""
WRONG = "cli.doctor.wrong"


def condition(settings: Settings) -> Iterator[Finding]:
    """What is to be known of the home of an agent that runs for months."""
    home = Home(settings.home)
    yield _version()
    yield _database(home.database_path)
    yield _space(home.root)
    yield _clock(home, datetime.now(UTC))
    yield _files(home)
    yield _privacy(home, settings.log_file)


def _version() -> Finding:
    try:
        detail: Message | str = version("understudy")
    except PackageNotFoundError:  # run from its folder, as usual
        detail = Message("cli.doctor.from_folder")
    return Finding(True, "Understudy", detail)


def _database(path: Path) -> Finding:
    """Whether SQLite finds it whole, and which schema it has."""
    name = Message("cli.doctor.database")
    if not path.exists():
        return Finding(True, name, Message("cli.doctor.no_database"))
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            (told,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        told, schema = str(error), 0
    if told != "ok":
        told = " ".join(told.split())
        return Finding(False, name, Message("cli.doctor.damaged", {"error": told}), WRONG)
    known = {"schema": schema, "known": len(STEPS)}
    key = "cli.doctor.newer" if schema > len(STEPS) else "cli.doctor.whole"
    return Finding(schema <= len(STEPS), name, Message(key, known), WRONG)


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free >> 20
    key = "cli.doctor.space" if free >= LEAST_MB else "cli.doctor.little_space"
    told = {"free": free, "least": LEAST_MB, "folder": folder}
    return Finding(free >= LEAST_MB, Message("cli.doctor.disk"), Message(key, told), WRONG)


def _clock(home: Home, now: datetime) -> Finding:
    """A clock behind what was written last lets things grow too old, or never old."""
    paths = (home.database_path, *home.root.glob("models/onnx/*/.current"))
    latest = max((path.stat().st_mtime for path in paths if path.exists()), default=0)
    earliest = max(BUILT.timestamp(), latest - 60)
    right = now.timestamp() >= earliest
    told = {"now": f"{now:%Y-%m-%d %H:%M}"}
    key = "cli.doctor.clock_right" if right else "cli.doctor.clock_wrong"
    return Finding(right, Message("cli.doctor.clock"), Message(key, told), WRONG)


def _files(home: Home) -> Finding:
    """Whether models, datasets and archives are as they were written."""
    found = list(damaged(home))
    key = "cli.doctor.files_damaged" if found else "cli.doctor.files_whole"
    told = {"some": list(map(str, found[:NAMED])), "count": len(found)}
    return Finding(not found, Message("cli.doctor.files"), Message(key, told), WRONG)


def _privacy(home: Home, log: Path | None) -> Finding:
    """Whether what is kept is for its owner's eyes only; what begins outermost is named."""
    logs = sorted(log.parent.glob(f"{glob.escape(log.name)}*")) if log else []
    exposed = readable_by_others([*home.private_paths(), *logs])
    outermost = [str(path) for path in exposed if path.parent not in exposed]
    return Finding(
        not exposed,
        Message("cli.doctor.private"),
        Message("cli.doctor.not_private", {"paths": outermost})
        if exposed
        else Message("cli.doctor.all_private", {"home": home.root}),
        WRONG,
    )
