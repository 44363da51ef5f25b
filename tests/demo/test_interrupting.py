"""Ctrl-C ends the demonstration quietly, wherever it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agent.settings import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("everybody", [True, False])
def test_it_ends_with_130_and_leaves_nothing_running(tmp_path: Path, everybody: bool) -> None:
    """A terminal sends Ctrl-C to all processes of the job; `kill -INT` to one alone."""
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.demo", "--out", tmp_path / "demo.wav"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline().startswith("A Discord on 127.0.0.1")
    (os.killpg if everybody else os.kill)(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=PATIENCE)
    assert (running.returncode, errors) == (130, "\n")
    assert _session(running.pid) == []


def _session(leader: int) -> list[str]:
    """The processes of a session that still run."""
    processes = (each for each in Path("/proc").iterdir() if each.name.isdigit())
    return [each.name for each in processes if _is_in(each, leader)]


def _is_in(process: Path, session: int) -> bool:
    """Whether it is one of the session's; one that ended and waits to be noticed is none."""
    try:
        return os.getsid(int(process.name)) == session and bool(
            process.joinpath("cmdline").read_bytes()
        )
    except (ProcessLookupError, FileNotFoundError):
        return False
