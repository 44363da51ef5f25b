"""What is answered, asked back and left, in hundreds of small tasks as people would teach them.

`python -m bench.judgement [--tasks N] [--tuning]` draws tasks at random from the public intents in
../shared/data/intents: 3 to 10 intents of one domain with 1 to 5 lines each, asked what was taught,
what is near to it and what is far from it. Figures are from three domains and a third of BANKING77
that nothing was tuned on; with --tuning from the others.
"""

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from agent.learning.encoder.cache import CachedEncoder
from agent.learning.encoder.encoder import OnnxEncoder
from bench.judging.judges import ByConfidence, ByMargin, Judge, Ours, Peer
from bench.judging.tally import table, tally
from bench.judging.tasks import DATA, Task, draw, pools
from bench.learners.peers import FastText

ENCODER = Path(__file__).resolve().parents[1] / "models/encoder"


def ours(cache: Path) -> Iterator[Judge]:
    """Our model as it is served and without its judge, and both with an encoder if one is here."""
    yield ByConfidence("confidence only", None)
    yield Ours("ours", None)
    if ENCODER.is_dir():
        encoder = CachedEncoder(OnnxEncoder(ENCODER), cache)
        yield ByConfidence("confidence only, encoder", encoder)
        yield Ours("ours, encoder", encoder)


def judges(tuning: Sequence[Task], cache: Path) -> Iterator[Judge]:
    """Those that can be measured here."""
    yield from ours(cache)
    yield Peer(ByMargin(), tuning)
    if find_spec("fasttext"):
        yield Peer(FastText(), tuning)


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tasks", type=int, default=100, help="how many tasks to draw")
    parser.add_argument("--tuning", action="store_true", help="judge in the domains for tuning")
    options = parser.parse_args()
    if not DATA.is_dir():
        print("judgement: skipped, since ../shared/data/intents is not here.")
        return
    tasks = draw(pools(final=not options.tuning), options.tasks, seed=1)
    tuning = draw(pools(final=False), options.tasks, seed=2)
    found = {}
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        for judge in judges(tuning, Path(folder) / "embeddings.sqlite"):
            print(f"measuring {judge.name} ...", file=sys.stderr)
            found[judge.name] = tally(judge, tasks)
    print(table(found))


if __name__ == "__main__":
    main()
