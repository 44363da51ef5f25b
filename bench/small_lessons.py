"""What becomes of questions after lessons of one, two and three answers, as people begin.

`python -m bench.small_lessons [--tuning]`: some answers of each domain of bench/data/lookalikes are
taught with one line each. They are asked for in other words (inside); near is what the domain has
besides, which nobody taught, and far something else altogether.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.app import STARTER_FILES
from agent.learning.dataset import NONE_OF_IT, Dataset
from agent.services.small_lessons import beside_others
from agent.services.stores import Stores
from agent.storage.home import Home
from bench.judgement import ours
from bench.judging.judges import Judge, Judged
from bench.judging.tally import table, tally
from bench.judging.tasks import Task
from bench.lookalikes import chosen, lesson

DRAWS = {1: 4, 2: 2, 3: 2}
"""How often so many answers are drawn from each domain."""


class AsServed:
    """A judge, of whose answers those that only stood beside a lesson are none."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.name = judge.name

    def fit(self, taught: Dataset) -> None:
        self._judge.fit(taught)

    def judge(self, questions: Sequence[str]) -> list[Judged]:
        return [_served(each) for each in self._judge.judge(questions)]


def _served(judged: Judged) -> Judged:
    if judged.answered and judged.choices[0] == NONE_OF_IT:
        return Judged(False, ())
    return Judged(judged.answered, tuple(each for each in judged.choices if each != NONE_OF_IT))


def tasks(domains: list[dict[str, Any]], size: int, small_talk: Dataset) -> Iterator[Task]:
    """Lessons of so many answers, as they are learned."""
    chance = random.Random(7)
    for domain in domains:
        for _ in range(DRAWS[size]):
            taught = chance.sample(domain["answers"], size)
            rest = [each for each in domain["answers"] if each not in taught]
            near = [text for each in rest for text in (each["line"], each["inside"][0])]
            drawn = lesson(taught, near, domain["far"])
            yield replace(drawn, taught=beside_others(drawn.taught, lambda: small_talk))


def main() -> None:
    domains = chosen(__doc__ or "")
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        small_talk = Stores(Home(Path(folder)), STARTER_FILES).starters()
        for size in DRAWS:
            drawn = list(tasks(domains, size, small_talk))
            judges = map(AsServed, ours(Path(folder) / "cache.sqlite"))
            print(f"\n{size} of a domain's answers\n")
            print(table({judge.name: tally(judge, drawn) for judge in judges}))


if __name__ == "__main__":
    main()
