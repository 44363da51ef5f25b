"""Whatever is killed and when, the old or the new is there, never half of one."""

import multiprocessing
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.storage.archive import Archive
from agent.storage.database import Database
from agent.storage.datasets import DatasetStore
from agent.storage.home import Home
from agent.storage.registry import ModelRegistry
from agent.storage.scratch import sweep
from agent.storage.sessions import SessionStore
from agent.storage.workspace import Workspace
from tests.agent.storage.conftest import taught
from tests.agent.storage.killing import Look, Operation, left_behind

pytestmark = pytest.mark.slow

OLD = taught(*(f"old {n} => {n}" for n in range(3)))
NEW = taught(*(f"new {n} => {n}" for n in range(3)))
NAMES = {OLD.version: "old", NEW.version: "new"}
FILES = ("labels.json", "model.onnx")
START = datetime(2026, 1, 2, tzinfo=UTC)


def there(home: Path) -> Workspace:
    return Home(home).workspace("guild-1")


def store(home: Path) -> DatasetStore:
    return DatasetStore(there(home), Archive(there(home)))


def teach(home: Path, content: str) -> None:
    registry = ModelRegistry(there(home))
    temp = registry.begin()
    for name in FILES:
        (temp / name).write_text(content * 10_000)
    registry.use(registry.publish(temp))


def save_old(home: Path) -> None:
    store(home).save("weather", OLD)


def save_new(home: Path) -> None:
    store(home).save("weather", NEW)


def saved(home: Path) -> str:
    return NAMES[store(home).load("weather").version]


def select_old_save_new(home: Path) -> None:
    save_old(home)
    store(home).select("weather")
    save_new(home)


def select_it(home: Path) -> None:
    store(home).select("weather")


def selected(home: Path) -> str:
    selection = store(home).selected()
    assert selection is not None
    there(home).datasets.joinpath("weather.json").unlink()
    archive = Archive(there(home))
    (entry,) = (each for each in archive.entries() if each.version == selection.version)
    archive.restore(entry.file)
    return NAMES[store(home).load("weather").version]


def teach_old(home: Path) -> None:
    teach(home, "old")


def teach_new(home: Path) -> None:
    teach(home, "new")


def in_use(home: Path) -> str:
    registry = ModelRegistry(there(home))
    sweep(there(home).models)
    assert {path.name for path in there(home).models.iterdir()} <= {
        *registry.versions(),
        ".current",
        "..current.new",
    }
    for version in registry.versions():
        assert whole(there(home).models / version) in {"old", "new"}
    current = registry.current()
    assert current is not None
    return whole(current)


def whole(folder: Path) -> str:
    contents = {name: (folder / name).read_text() for name in FILES}
    word = contents["model.onnx"][:3]
    assert contents == dict.fromkeys(FILES, word * 10_000)
    return word


def archive_old_save_new(home: Path) -> None:
    save_old(home)
    Archive(there(home)).pack_dataset("weather")
    save_new(home)


def restore_old(home: Path) -> None:
    oldest = next(e for e in Archive(there(home)).entries() if e.version == OLD.version)
    Archive(there(home)).restore(oldest.file)


OPERATIONS: dict[str, tuple[Operation, Operation, Look, int]] = {
    "save": (save_old, save_new, saved, 1),
    "select": (select_old_save_new, select_it, selected, 2),
    "teach": (teach_old, teach_new, in_use, 2),
    "restore": (archive_old_save_new, restore_old, saved, 3),
}


def killed_at_every_line(operation: str, folder: Path) -> list[str]:
    return list(left_behind(*OPERATIONS[operation], folder))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_killed_at_any_line_it_leaves_the_old_or_the_new(operation: str, tmp_path: Path) -> None:
    clean = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=clean) as process:
        seen = process.submit(killed_at_every_line, operation, tmp_path).result()
    first, last = seen[0], seen[-1]
    assert {first, last} == {"old", "new"}
    turn = seen.index(last)
    assert seen == [first] * turn + [last] * (len(seen) - turn)
    assert len(seen) > 30


SAVING = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from agent.storage.database import Database
from agent.storage.sessions import SessionRow, SessionStore

sessions = SessionStore(Database(Path(sys.argv[1])))
for step in range(1_000_000):
    at = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(seconds=step)
    sessions.save(SessionRow("ada", "w", f"step {step}", f"{step} " * 100, at))
    print(step, flush=True)
"""


def test_no_step_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "db"
    for steps in (1, 30):
        saving = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert saving.stdout is not None
        for _ in range(steps):
            saving.stdout.readline()
        saving.send_signal(signal.SIGKILL)
        acknowledged = steps - 1 + sum(line.endswith("\n") for line in saving.stdout)
        saving.wait()
        saving.stdout.close()
        database = Database(path)
        (row,) = SessionStore(database).of_user("ada")
        assert database.read("PRAGMA integrity_check")[0][0] == "ok"
        database.close()
        step = int(row.state.removeprefix("step "))
        assert step in {acknowledged, acknowledged + 1}
        assert row.body == f"{step} " * 100
        assert row.updated == START + timedelta(seconds=step)
