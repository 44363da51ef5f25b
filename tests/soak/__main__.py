"""Run for long, and print what was lost: `python -m tests.soak hour`, or `day`."""

import argparse
import asyncio
import tempfile
from pathlib import Path
from random import Random

from bench.table import table
from tests.crash.__main__ import prepared
from tests.crash.killing import begin, nothing
from tests.soak import day, hour

PARTS = {"day": (day.lived, 24 * 60.0), "hour": (hour.lived, 60.0)}


def main() -> int:
    """Returns 1 where a figure was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--minutes", type=float, help="fewer or more of them")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    lived, minutes = PARTS[given.part]
    begin(nothing).join()
    with tempfile.TemporaryDirectory() as folder:
        home = asyncio.run(prepared(Path(folder)))
        seen = asyncio.run(lived(home, given.minutes or minutes, Random(given.seed)))
    rows = seen.rows()
    print(table(f"{given.minutes or minutes:g} minutes", rows))
    print(*seen.unanswered, sep="\n")
    return int(not all(row.reached for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
