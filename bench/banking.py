"""BANKING77 through the command line: trained, tested and exported; and one message answered."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from agent.learning.dataset import parse
from agent.learning.predictor import Predictor
from bench.table import Row, table, write_json

DATA = Path(__file__).resolve().parents[2] / "shared/data/intents"
MESSAGES = 2_000


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        _script(home, "train", str(DATA / "banking77_train.json"), "--name", "banking", "--json")
        tested = _script(
            home, "test", str(DATA / "banking77_test.json"), "--name", "banking", "--json"
        )
        seconds = time.perf_counter() - begun
        folder = Path(home) / "models/onnx/console/0001"
        times = sorted(message_times(Predictor.load(folder)))
    return [
        Row("BANKING77 trained, exported and tested", seconds, "s", most=20),
        Row("its test accuracy", 100 * json.loads(tested)["accuracy"], "%", least=91),
        Row("one message answered, p50", 1e3 * statistics.median(times), "ms", most=0.5),
        Row("one message answered, p99", 1e3 * times[99 * len(times) // 100], "ms"),
    ]


def message_times(predictor: Predictor) -> list[float]:
    """Seconds of each of many messages the model was not taught."""
    file = DATA / "banking77_test.json"
    texts = [example.input for example in parse(file.read_bytes(), file.name).examples]
    times = []
    for text in texts[:MESSAGES]:
        begun = time.perf_counter()
        predictor.predict(text)
        times.append(time.perf_counter() - begun)
    return times


def _script(home: str, *arguments: str) -> str:
    command = [sys.executable, "run.py", "--home", home, *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def main() -> None:
    if not DATA.is_dir():
        print("BANKING77: skipped, since ../shared/data/intents is not here.")
        return
    rows = run()
    print(table("BANKING77 through the command line", rows))
    write_json(Path("bench/results/banking.json"), rows)


if __name__ == "__main__":
    main()
