"""What it takes to serve a model: run in a process of its own, which does nothing else.

`python -m bench.learners.serving MODEL [ENCODER]` prints JSON: milliseconds from a folder to the
first answer, and the process's peak memory.
"""

import json
import re
import sys
import time
from pathlib import Path

from agent.learning.predictor import Predictor


def main() -> None:
    encoder = None
    if len(sys.argv) > 2:
        from agent.learning.encoder.encoder import OnnxEncoder

        encoder = OnnxEncoder(Path(sys.argv[2]))
    begun = time.perf_counter()
    Predictor.load(Path(sys.argv[1]), encoder).predict("hello there")
    seconds = time.perf_counter() - begun
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert peak, "this needs Linux"
    figures = {"loaded to first answer, ms": 1e3 * seconds, "peak, MiB": int(peak[1]) / 1024}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
