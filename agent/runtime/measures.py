"""What is counted and timed while the agent runs, in the text format of Prometheus; never words."""

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

BOUNDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds at which the buckets of a stage end."""
Gauge = Callable[[], float]


@dataclass(slots=True)
class _Stage:
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


class Measures:
    """Counters, how long the stages of a turn take, and gauges that are asked when they are read.

    Used from the event loop alone.
    """

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._counts: Counter[str] = Counter()
        self._stages: dict[str, _Stage] = {}
        self._gauges: dict[str, Gauge] = {}

    def count(self, what: str) -> None:
        """One more of `what`, a name such as "defects"."""
        self._counts[what] += 1

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block as a stage of a turn."""
        began = self._now()
        try:
            yield
        finally:
            stage = self._stages.setdefault(name, _Stage())
            took = self._now() - began
            stage.seconds += took
            stage.buckets[bisect_left(BOUNDS, took)] += 1

    def gauge(self, name: str, value: Gauge) -> None:
        """Ask `value` whenever this is read."""
        self._gauges[name] = value

    def text(self) -> str:
        """All of it, as a scrape reads it."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        for name, count in sorted(self._counts.items()):
            yield f"# TYPE understudy_{name}_total counter"
            yield f"understudy_{name}_total {count}"
        for name, value in sorted(self._gauges.items()):
            yield f"# TYPE understudy_{name} gauge"
            yield f"understudy_{name} {value():g}"
        if self._stages:
            yield "# TYPE understudy_stage_seconds histogram"
        for name, stage in sorted(self._stages.items()):
            yield from _histogram(name, stage)


def _histogram(name: str, stage: _Stage) -> Iterator[str]:
    total = 0
    for bound, count in zip((*BOUNDS, "+Inf"), stage.buckets, strict=True):
        total += count
        yield f'understudy_stage_seconds_bucket{{stage="{name}",le="{bound}"}} {total}'
    yield f'understudy_stage_seconds_sum{{stage="{name}"}} {stage.seconds:.6f}'
    yield f'understudy_stage_seconds_count{{stage="{name}"}} {total}'
