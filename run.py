#!/usr/bin/env python3
"""Understudy's command line; `python run.py --help` tells what it can do."""

import sys

from agent.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
