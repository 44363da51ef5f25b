#!/usr/bin/env python3
"""Understudy's command line; `python run.py --help` tells what it can do."""

import sys

OLDEST = (3, 11)

if __name__ == "__main__":
    if sys.version_info[:2] < OLDEST:
        told = (
            "Understudy needs Python %d.%d or newer, and this is %d.%d: start it with `make run`."
        )
        print(told % (OLDEST + sys.version_info[:2]), file=sys.stderr)
        sys.exit(2)
    try:
        from agent.cli import main

        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # before anything could be said in the user's language
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
