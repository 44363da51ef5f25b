"""Several people by voice: how soon each is answered beside others, and whose turn is whose.

Everything but the soak is in real time, on the loopback Discord, in encrypted calls, with the agent
in a process of its own and the small test model: `python -m bench.together`. An answer is there
when it is given to the mouth, which the people of a channel share. `--turns 60` is a short look.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from agent.runtime.heap import few_heaps
from bench.company.barging import stopped_by_noise, stops
from bench.company.crowd import Server, Talker, crowd, strangers, turns
from bench.company.soak import HOURS, soak
from bench.table import Row, table, write_json
from tests.loopback.uploads import File

TURNS = 1_000
BARGES, NOISES = 20, 40
ALONE = 60
"""Turns of one person alone, and of one beside a training."""
LINES = 2_000
"""Lines of what is trained meanwhile."""

Delays = list[float | None]


async def spoken(home: Path, count: int, barges: int, noises: int) -> list[Row]:
    """What is measured in real time."""
    async with crowd(home, 4, 4) as servers:
        ann, everybody = servers[0].talkers[0], [t for each in servers for t in each.talkers]
        alone = await _held([ann], min(ALONE, count))
        together = await _held(everybody, count // len(everybody))
        said = {t.key: count // len(everybody) for t in everybody}
        said[ann.key] += min(ALONE, count)
        wrong = sum(strangers(talker, said[talker.key]) for talker in everybody)
        beside = await _beside_training(servers[0], ann, min(ALONE, count))
        for talker in servers[1].talkers[1:]:
            talker.voice.leave()
        stopped = await stops(servers[1], barges)
        silenced = await stopped_by_noise(servers[1], noises)
    return [
        *_delays(alone, together, beside),
        Row("turns in somebody else's dialog", wrong, "", most=0),
        Row(f"turns lost of {len(together)}", sum(each is None for each in together), "", most=0),
        Row(f"stopped within 100 ms after the limit, of {barges}",
            sum(bool(each <= 0.1) for each in stopped), "", least=barges),
        Row("last sound after the limit, worst", 1e3 * float(max(stopped)), "ms", most=100),
        Row(f"silenced by a cough, an mhm or an echo, of {noises}", silenced, "", most=0),
    ]  # fmt: skip


async def _held(talkers: list[Talker], count: int) -> Delays:
    delays: Delays = []
    await asyncio.gather(*(turns(talker, count, delays) for talker in talkers))
    return delays


async def _beside_training(server: Server, ann: Talker, count: int) -> Delays:
    """The same while what somebody handed over is trained."""
    data = [{"input": f"question {n} about {n % 97}", "output": f"answer {n % 50}"}
            for n in range(LINES)]  # fmt: skip
    file = File("lines.json", json.dumps({"data": data}).encode(), "application/json")
    ann.person.types(server.general, "!train", files=[file])
    await ann.person.sees(server.general, having=lambda m: "Train" in m.content)
    ann.person.types(server.general, "yes")
    delays: Delays = []
    await turns(server.talkers[1], count, delays)
    return delays


def _delays(alone: Delays, together: Delays, beside: Delays) -> Iterator[Row]:
    usual = _p95(alone)
    yield Row("an answer to one person, p95", usual, "ms")
    yield Row("… to eight in two servers, p95", _p95(together), "ms", most=usual + 150)
    yield Row("… beside a training, p95", _p95(beside), "ms", most=usual + 100)


def _p95(delays: Delays) -> float:
    """Milliseconds, of those that were answered."""
    return 1e3 * quantiles([each for each in delays if each is not None], n=20)[-1]


async def soaked(hours: float) -> list[Row]:
    """What is measured on a fast clock."""
    found = await soak(hours)
    return [
        Row(f"{hours:g} hours of five people: dialogs lost", found.lost, "", most=0),
        Row("… lines said and heard", found.turns, ""),
        Row("… memory grown, warm, between two restarts", max(found.grown_mb[1:]), "MB", most=10),
    ]


def main() -> None:
    few_heaps()
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--barges", type=int, default=BARGES)
    parser.add_argument("--noises", type=int, default=NOISES)
    parser.add_argument("--hours", type=float, default=HOURS)
    parser.add_argument("--json", type=Path, default=Path("bench/results/together.json"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        rows = asyncio.run(spoken(Path(home), given.turns, given.barges, given.noises))
    rows += asyncio.run(soaked(given.hours))
    print(table("Several people by voice (loopback)", rows))
    write_json(given.json, rows)


if __name__ == "__main__":
    main()
