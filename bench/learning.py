"""Learning side by side: accuracy with many and few examples, out of scope, calibration, speed.

`python -m bench.learning [NAME ...]` measures all learners or those named, with the public intent
benchmarks in ../shared/data/intents, and prints one table in Markdown. It keeps figures in
bench/results/learning.json, and shows those of learners measured before beside the new ones.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from agent.learning.dataset import Dataset, parse
from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.measures import calibration_error
from bench.learners.learner import Learner
from bench.learners.ours import Ours
from bench.learners.peers import PEERS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data/intents"
ENCODER = ROOT / "models/encoder"
RESULTS = ROOT / "bench/results/learning.json"
DRAWS = (1, 2, 3)
MESSAGES = 2_000

Figures = dict[str, float]


def measure(learner: Learner) -> Figures:
    """Every figure of one learner."""
    found: Figures = {}
    for name, title in (("chatbot", "Chatbot"), ("snips", "SNIPS")):
        learner.fit(*_columns(_load(name, "train")))
        found[f"{title} all, %"] = _accuracy(learner, _load(name, "test"))
    for name, title in (("banking77", "BANKING77"), ("clinc150", "CLINC150")):
        train, test = _load(name, "train"), _load(name, "test")
        for shots in (5, 10):
            found[f"{title} {shots} a class, %"] = _few(learner, train, test, shots)
        begun = time.perf_counter()
        learner.fit(*_columns(train))
        found[f"{title} training, s"] = time.perf_counter() - begun
        found[f"{title} all, %"] = _accuracy(learner, test)
        found |= _calibration(learner, test) if name == "banking77" else _scope(learner, test)
    found |= _latency(learner)
    if isinstance(learner, Ours):
        begun = time.perf_counter()
        learner.fit(*_columns(train))
        found["CLINC150 training again, s"] = time.perf_counter() - begun
        found |= _served(learner)
    return found


def _few(learner: Learner, train: Dataset, test: Dataset, shots: int) -> float:
    """The mean accuracy over three draws of so many lines a class."""
    found = []
    for seed in DRAWS:
        learner.fit(*_columns(_draw(train, shots, seed)))
        found.append(_accuracy(learner, test))
    return float(np.mean(found))


def _accuracy(learner: Learner, test: Dataset) -> float:
    texts, labels = _columns(test)
    pairs = zip(learner.label(texts), labels, strict=True)
    return 100 * float(np.mean([label == wanted for (label, _), wanted in pairs]))


def _calibration(learner: Learner, test: Dataset) -> Figures:
    texts, labels = _columns(test)
    found = learner.label(texts)
    right = np.array([label == wanted for (label, _), wanted in zip(found, labels, strict=True)])
    confidence = np.array([confidence for _, confidence in found], np.float32)
    return {"BANKING77 calibration error": calibration_error(confidence, right)}


def _scope(learner: Learner, test: Dataset) -> Figures:
    inside = [confidence for _, confidence in learner.label(_columns(test)[0])]
    strange = _columns(_load("clinc150_oos", "test"))[0]
    outside = [confidence for _, confidence in learner.label(strange)]
    truth = [1] * len(inside) + [0] * len(outside)
    recall = float(np.mean(np.array(outside) < np.quantile(inside, 0.05)))
    return {
        "CLINC150 out of scope, AUROC": float(roc_auc_score(truth, inside + outside)),
        "… refused while 95 % in scope pass, %": 100 * recall,
    }


def _latency(learner: Learner) -> Figures:
    times = []
    for text in _columns(_load("clinc150", "test"))[0][:MESSAGES]:
        begun = time.perf_counter()
        learner.label_one(text)
        times.append(time.perf_counter() - begun)
    return {
        "one message, p50, ms": 1e3 * float(np.quantile(times, 0.5)),
        "one message, p99, ms": 1e3 * float(np.quantile(times, 0.99)),
    }


def _served(learner: Ours) -> Figures:
    """Load time and peak memory of a process that does nothing but serve CLINC150."""
    arguments = [str(learner.folder), *([str(ENCODER)] if learner.encoder else [])]
    command = [sys.executable, "-m", "bench.learners.serving", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)
    return {f"CLINC150 {name}": value for name, value in json.loads(done.stdout).items()}


def _load(name: str, part: str) -> Dataset:
    part = "train_small" if (name, part) == ("snips", "train") else part
    file = DATA / f"{name}_{part}.json"
    return parse(file.read_bytes(), file.name)


def _columns(dataset: Dataset) -> tuple[list[str], list[str]]:
    return [e.input for e in dataset.examples], [e.output for e in dataset.examples]


def _draw(dataset: Dataset, shots: int, seed: int) -> Dataset:
    random = np.random.default_rng(seed)
    labels = np.array([example.output for example in dataset.examples])
    lines = [
        line
        for label in dataset.outputs
        for line in random.permutation(np.flatnonzero(labels == label))[:shots]
    ]
    return Dataset(tuple(dataset.examples[line] for line in sorted(lines)))


def learners(names: Sequence[str]) -> Iterator[Learner]:
    """The learners that can be measured here, of those named (all, if none is)."""
    cache = Path(tempfile.mkdtemp(prefix="understudy-bench-")) / "embeddings.sqlite"
    everyone: list[Learner] = [Ours("ours", None, cache)]
    if ENCODER.is_dir():
        everyone.append(Ours("ours + encoder", OnnxEncoder(ENCODER), cache))
    everyone += [peer() for package, peer in PEERS.items() if find_spec(package)]
    yield from (learner for learner in everyone if not names or learner.name in names)


def table(found: dict[str, Figures]) -> str:
    """Figures down, learners across."""
    rows = dict.fromkeys(name for figures in found.values() for name in figures)
    lines = [f"| | {' | '.join(found)} |", f"|---|{'---:|' * len(found)}"]
    for row in rows:
        cells = (_cell(figures.get(row)) for figures in found.values())
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if value >= 10 else f"{value:.3f}"


def main() -> None:
    if not DATA.is_dir():
        print("learning: skipped, since ../shared/data/intents is not here.")
        return
    found: dict[str, Figures] = json.loads(RESULTS.read_bytes()) if RESULTS.exists() else {}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    for learner in learners(sys.argv[1:]):
        print(f"measuring {learner.name} ...", file=sys.stderr)
        found[learner.name] = measure(learner)
        RESULTS.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
