#!/usr/bin/env python3
"""Understudy's command line; `python run.py --help` tells what it can do."""

import resource
import sys

OLDEST = (3, 11)
MEGABYTE = 2**20
LEAST = (
    (resource.RLIMIT_AS, 2_000 * MEGABYTE, "2,000 MB of address space (ulimit -v)"),
    (resource.RLIMIT_DATA, 500 * MEGABYTE, "500 MB of data (ulimit -d)"),
    (resource.RLIMIT_NOFILE, 64, "64 open files (ulimit -n)"),
)
"""What libraries need to load and to train; with less they end the process without a word."""


def too_little() -> str:
    """What there is too little of here, in words; empty where there is enough."""
    for what, least, told in LEAST:
        allowed, _ = resource.getrlimit(what)
        if allowed != resource.RLIM_INFINITY and allowed < least:
            return told
    return ""


if __name__ == "__main__":
    if sys.version_info[:2] < OLDEST:
        told = (
            "Understudy needs Python %d.%d or newer, and this is %d.%d: start it with `make run`."
        )
        print(told % (OLDEST + sys.version_info[:2]), file=sys.stderr)
        sys.exit(2)
    if too_little():
        print(
            f"Understudy needs {too_little()}; allow it more, and start it again.", file=sys.stderr
        )
        sys.exit(2)
    try:
        from agent.cli import main

        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # before anything could be said in the user's language
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
