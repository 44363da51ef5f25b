"""Run the benchmarks named on the command line, or all of them, one after another."""

import subprocess
import sys
from pathlib import Path

NONE_ALONE = ("__init__", "__main__", "table", "acceptor", "people", "promptness", "rehearsing")
"""What is used by another, or a part of it."""
ALL = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NONE_ALONE
)


def main() -> int:
    chosen = sys.argv[1:] or ALL
    unknown = [name for name in chosen if name not in ALL]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    return max(subprocess.call([sys.executable, "-m", f"bench.{name}"]) for name in chosen)


if __name__ == "__main__":
    sys.exit(main())
