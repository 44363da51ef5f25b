"""What benchmarks print: a table to look at and JSON to keep."""

import asyncio
import json
from argparse import ArgumentParser
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `most` or `least` is what it must reach, where that is set."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def target(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g}"
        return f"≥ {self.least:g}" if self.least is not None else ""

    @property
    def reached(self) -> bool:
        low = self.least is None or self.value >= self.least
        return low and (self.most is None or self.value <= self.most)


def table(title: str, rows: Sequence[Row]) -> str:
    width = max(len(row.name) for row in rows)
    lines = [
        f"  {row.name:<{width}}  {row.value:>9.4g} {row.unit:<6} {row.target:<8}"
        f"{'' if row.reached else ' MISSED'}".rstrip()
        for row in rows
    ]
    return "\n".join([title, *lines])


def write_json(path: Path, rows: Sequence[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")


def command(
    about: str | None, title: str, measure: Callable[[], Coroutine[Any, Any, Sequence[Row]]]
) -> None:
    """A benchmark's command: print the table; with --json FILE, write the figures there too.

    `about` is the benchmark's docstring, whose first line is the help.
    """
    parser = ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    rows = asyncio.run(measure())
    print(table(title, rows))
    if options.json:
        write_json(options.json, rows)
