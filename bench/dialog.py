"""What a dialog costs: a step, an idle session, all sessions restored, the start."""

import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

from agent.building import build_dialog
from agent.dialog.dialog import Dialog
from agent.dialog.outcomes import Answered
from agent.dialog.requests import Answer
from agent.dialog.session import Session
from agent.dialog.turns import Do, Finished, Said
from agent.runtime.sessions import Sessions
from agent.services.phrase_model import PhraseModel
from agent.settings import Settings
from agent.states import all_commands
from agent.states.lesson import Lesson
from agent.storage.database import Database
from agent.storage.sessions import SessionRow, SessionStore
from bench.table import Row, table, write_json

SESSIONS = 10_000
STEPS = 20_000
STARTS = 5
LINES = (
    "hello there", "what is the weather like today", "!feedback 4 nice", "!train",
    "good morning => hello friend", "good evening", "hello friend", "list", "undo", "cancel",
    "please train a model", "when I say hi you answer hello", "cancel", "help", "status",
)  # fmt: skip


def run() -> list[Row]:
    dialog = build_dialog(Settings(), all_commands(), PhraseModel([], tuple, lambda: None))
    times = sorted(step_times(dialog))
    restored = statistics.median(restore_seconds() for _ in range(3))
    started = statistics.median(start_seconds() for _ in range(STARTS))
    return [
        Row("a dialog step, p50", 1e6 * times[len(times) // 2], "µs"),
        Row("a dialog step, p99", 1e6 * times[99 * len(times) // 100], "µs", most=50),
        Row("an idle session in memory", session_bytes(), "bytes", most=1024),
        Row(f"{SESSIONS} sessions restored", restored, "s", most=0.2),
        Row("start to first prompt, warm", started, "s", most=1.5),
    ]


def step_times(dialog: Dialog) -> list[float]:
    """CPU seconds of each step of users who talk in random order, saving and services aside."""
    chance = random.Random(1)
    sessions = [Session(str(user), "bench") for user in range(100)]
    times = []
    for _ in range(STEPS):
        session, turn = chance.choice(sessions), Said(chance.choice(LINES))
        begun = time.thread_time()
        effects = dialog.step(session, turn)
        times.append(time.thread_time() - begun)
        for effect in effects:
            if isinstance(effect, Do) and isinstance(effect.request, Answer):
                outcome = Answered(effect.request.text, "an answer", 0.9, known=True)
                dialog.step(session, Finished(outcome))
    return times


def session_bytes() -> float:
    """Bytes an idle session takes with its place among all sessions."""
    gc.collect()
    tracemalloc.start()
    users = [str(10**17 + number) for number in range(SESSIONS)]
    before, _ = tracemalloc.get_traced_memory()
    sessions = {(user, "guild-1"): Session(user, "guild-1") for user in users}
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(sessions)


def restore_seconds() -> float:
    """Seconds to read all sessions back, of which half are in the middle of a lesson."""
    with tempfile.TemporaryDirectory() as folder:
        store = SessionStore(Database(Path(folder) / "bench.sqlite3"))
        _fill(store)
        sessions = Sessions(store)
        begun = time.perf_counter()
        count = sessions.restore()
        seconds = time.perf_counter() - begun
    if count != SESSIONS:
        raise RuntimeError(f"{count} sessions came back instead of {SESSIONS}")
    return seconds


def _fill(store: SessionStore) -> None:
    lesson = Lesson(examples=[("good morning", "hello")])
    busy = Session("", "bench", "awaiting_data", task=lesson)
    idle = Session("", "bench", answered=("hello", "good day"))
    now = datetime.now(UTC)
    for number in range(SESSIONS):
        session = busy if number % 2 else idle
        store.save(SessionRow(str(number), "bench", session.state, session.to_json(), now))


def start_seconds() -> float:
    """Seconds from the command to the end of a conversation without a line; the model is there."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "run.py", "--home", folder, "console"]
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        begun = time.perf_counter()
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        return time.perf_counter() - begun


def main() -> None:
    rows = run()
    print(table("The dialog", rows))
    write_json(Path("bench/results/dialog.json"), rows)


if __name__ == "__main__":
    main()
