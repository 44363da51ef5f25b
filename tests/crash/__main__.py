"""Kill everything a thousand times, and print what was lost: `make crash`."""

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path
from random import Random

from agent.cli.prepare import prepare
from agent.opening import opened
from tests.agent.conftest import settings_for
from tests.crash import in_discord
from tests.crash.killing import Tally, begin, nothing
from tests.crash.rounds import ROUNDS

KILLS = {"console": 450, "training": 100, "archive, restore": 150, "fetch": 100, "Discord": 200}
HEADER = """| killed | kills | steps lost | broken | left over | slowest start | … CPU time |
|---|--:|--:|--:|--:|--:|--:|"""


def main() -> int:
    """Returns 1 where anything was lost, broken or left over."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the 1,000 kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KILLS, help="one kind")
    given = parser.parse_args()
    kinds = [given.only] if given.only else list(KILLS)
    print(HEADER, flush=True)
    begin(nothing).join()
    with tempfile.TemporaryDirectory() as folder:
        home = asyncio.run(prepared(Path(folder)))
        tallies = [
            _killed(kind, home, Random(given.seed), round(KILLS[kind] * given.share))
            for kind in kinds
        ]
    return int(any(tally.lost or tally.broken or tally.leftovers for tally in tallies))


def _killed(kind: str, prepared: Path, chance: Random, kills: int) -> Tally:
    tally = Tally(kind)
    home = prepared.with_name(kind.partition(",")[0])
    shutil.copytree(prepared, home)
    if kind == "Discord":
        asyncio.run(in_discord.rounds(home, chance, tally, kills))
    else:
        for _ in range(kills):
            ROUNDS[kind](home, chance, tally)
    print(tally, flush=True)
    return tally


async def prepared(folder: Path) -> Path:
    home = folder / "prepared"
    home.mkdir()
    async with opened(settings_for(home)) as app:
        await prepare(app)
    return home


if __name__ == "__main__":
    raise SystemExit(main())
