"""All that is measured of spoken dialogs: how they end, how people are heard, how soon.

`python -m bench.spoken` takes the better part of an hour; `--only` chooses parts. People are heard
where folders of their recordings are named (bench/people.py).
"""

import asyncio
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from pathlib import Path

from agent.runtime.heap import few_heaps
from bench import people, promptness, rehearsing
from bench.rehearsing import Which
from bench.table import Row, table, write_json

FOUR = ("en-us", "en-gb", "flite:slt", "flite:rms")
"""Who holds the dialogs that are kept apart."""


def _promptness(given: Namespace) -> list[Row]:
    with tempfile.TemporaryDirectory() as home:
        return list(promptness.rows(asyncio.run(promptness.measured(Path(home)))))


PARTS: dict[str, Callable[[Namespace], Iterable[Row]]] = {
    "rehearsals": lambda given: rehearsing.rows(Which()),
    "apart": lambda given: rehearsing.rows(Which(apart=True, voices=FOUR, levels=("clean",))),
    "people": lambda given: people.rows(given.digits, given.names, given.talk, given.cries),
    "promptness": _promptness,
}


def main() -> None:
    few_heaps()
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    people.add_folders(parser)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    found = [row for part in given.only for row in PARTS[part](given)]
    print(table("Spoken dialogs", found))
    if given.json:
        write_json(given.json, found)


if __name__ == "__main__":
    main()
