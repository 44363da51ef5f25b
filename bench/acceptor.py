"""Learn, from random tasks, which answers to accept: makes two files of agent/learning.

`python -m bench.acceptor [--tasks N]` writes `common_words.json` (how little frequent words say)
and `acceptors.json` (the regressions, with an encoder and without). It sees the tuning part of the
public intents only; see bench/judging/tasks.py. Beside random near and far questions each task is
asked the untaught ones that are nearest to what it was taught, since these are the hard ones.
"""

import json
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from agent.learning.acceptor import ACCEPTORS, Acceptor
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, Example
from agent.learning.encoder.cache import CachedEncoder
from agent.learning.encoder.encoder import Encoder, OnnxEncoder
from agent.learning.evidence import gather
from agent.learning.gating import fit_precedents
from agent.learning.problem import to_classification
from agent.learning.question import Reader
from agent.learning.scorer import softmax
from agent.learning.training import features_of, fit_classifier
from agent.learning.vectoriser import Floats
from agent.learning.wordlist import COMMON, stems
from bench.judging.tasks import DATA, Pool, Size, Task, draw, joined, pools

ENCODER = Path(__file__).resolve().parents[1] / "models/encoder"
LARGER = Size((6, 30), (5, 30))
CHOSEN: Mapping[str, dict[str, Any]] = {
    "encoder": {"answer": 0.45, "ask": 0.1, "candidates": 5},
    "n-grams": {"answer": 0.55, "ask": 0.2, "candidates": 3},
}
"""Chances from which on to answer and to ask, and of how many of the likeliest answers to look at
the evidence, chosen by what they gave on the tuning tasks."""

_HARD, _HARD_WEIGHT = 8, 0.7
_COUNTERED, _COUNTERS = 0.4, (1, 8)
_STRENGTH = 0.1
_EDGES = (0.005, 0.995)
_RAREST, _MOST = 0.001, 0.5

Rows = list[tuple[Floats, bool, float]]
"""Evidence for a candidate, whether it is right, and how much it counts."""


def common_words(chosen: Sequence[Pool]) -> dict[str, float]:
    """Stems that more than one line in a thousand has, with weights from 0 (in half of the lines)
    to 1; each domain counts the same."""
    domains = {pool.name: pool for pool in chosen}.values()
    shares: Counter[str] = Counter()
    for pool in domains:
        lines = [line for own in pool.teach.values() for line in own]
        counts = Counter(stem for line in lines for stem in stems(line))
        shares.update({stem: n / len(lines) / len(domains) for stem, n in counts.items()})
    return {
        stem: round(log(min(share, _MOST) / _MOST) / log(_RAREST / _MOST), 2)
        for stem, share in sorted(shares.items())
        if share > _RAREST
    }


def evidence(tasks: Sequence[Task], encoder: Encoder, embedded: bool, candidates: int) -> Rows:
    """Of every question of every task, for so many of the likeliest answers."""
    random = np.random.default_rng(0)
    rows: Rows = []
    for number, task in enumerate(tasks, 1):
        rows += _evidence(task, encoder, embedded, candidates, random)
        if not number % 50:
            print(f"{number} of {len(tasks)} tasks", file=sys.stderr)
    return rows


def _evidence(
    task: Task, encoder: Encoder, embedded: bool, most: int, random: np.random.Generator
) -> Iterator[tuple[Floats, bool, float]]:
    hard = _hardest(task, encoder)
    problem = to_classification(_countered(task, hard, random))
    used = encoder if embedded else None
    found = fit_classifier(problem, used, lambda _part, _what: None)
    known = fit_precedents(problem, found.features, found.trial, found.threshold)
    asked = [(e.input, e.output, 1.0) for e in task.inside]
    asked += [(text, "", 1.0) for text in (*task.near, *task.far)]
    asked += [(text, "", _HARD_WEIGHT) for text in hard]
    texts = [text for text, _, _ in asked]
    logits = found.scorer.logits(features_of(texts, found.vectoriser, used))
    chances = softmax(logits)[:, : len(problem.outputs)]
    questions = Reader(found.vectoriser, used).read(texts)
    for question, own, (_, wanted, weight) in zip(questions, chances, asked, strict=True):
        candidates = own.argsort()[: -most - 1 : -1].tolist()
        for place, row in enumerate(gather(known, question, own, candidates)):
            right = problem.outputs[candidates[place]] == wanted
            yield row, right, weight if place == 0 else weight / 2


def _hardest(task: Task, encoder: Encoder) -> list[str]:
    """The lines nobody taught an answer to that are nearest to those taught."""
    texts = sorted(set(task.untaught) - set(task.near))
    taught = encoder.encode([example.input for example in task.taught.examples])
    nearness = (encoder.encode(texts) @ taught.T).max(axis=1)
    nearest = nearness.argsort()[::-1][: 4 * _HARD : 4]
    return [texts[place] for place in nearest.tolist()]


def _countered(task: Task, hard: Sequence[str], random: np.random.Generator) -> Dataset:
    """The task's dataset; in some tasks other near lines are taught as counter-examples."""
    if random.random() >= _COUNTERED:
        return task.taught
    free = sorted(set(task.untaught) - {*task.near, *hard})
    chosen = random.choice(len(free), int(random.integers(*_COUNTERS, endpoint=True)), False)
    counters = tuple(Example(free[place], COUNTER_EXAMPLE) for place in chosen.tolist())
    return Dataset(task.taught.examples + counters)


def fit(rows: Rows, chosen: dict[str, Any]) -> Acceptor:
    """A logistic regression on standardised evidence, told in the evidence's own units."""
    found = np.array([row for row, _, _ in rows], np.float64)
    low, high = np.quantile(found, _EDGES, axis=0)
    held = np.clip(found, low, high)
    middle, spread = held.mean(axis=0), held.std(axis=0) + 1e-9
    regression = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(
        (held - middle) / spread,
        [right for _, right, _ in rows],
        [weight for _, _, weight in rows],
    )
    weights = regression.coef_[0] / spread
    return Acceptor(
        low=_rounded(low),
        high=_rounded(high),
        weights=_rounded(weights),
        bias=round(float(regression.intercept_[0] - weights @ middle), 4),
        **chosen,
    )


def _rounded(numbers: Floats) -> tuple[float, ...]:
    return tuple(round(number, 4) for number in numbers.tolist())


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tasks", type=int, default=800, help="how many small tasks to draw")
    options = parser.parse_args()
    if not DATA.is_dir() or not ENCODER.is_dir():
        print("acceptor: skipped, since ../shared/data/intents or models/encoder is not here.")
        return
    chosen = pools(final=False)
    words = json.dumps(common_words(chosen), indent=0)
    COMMON.write_text(words + "\n", encoding="utf-8")
    wide = [joined(chosen[start : start + 3]) for start in range(len(chosen) - 4)]
    tasks = draw(chosen, options.tasks, seed=3)
    tasks += draw(wide, options.tasks // 16, seed=4, size=LARGER)
    acceptors = {}
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        encoder = CachedEncoder(OnnxEncoder(ENCODER), Path(folder) / "embeddings.sqlite")
        for name, bars in CHOSEN.items():
            begun = time.perf_counter()
            rows = evidence(tasks, encoder, name == "encoder", bars["candidates"])
            acceptors[name] = fit(rows, bars)
            print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    content = {name: acceptor.model_dump() for name, acceptor in acceptors.items()}
    ACCEPTORS.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
