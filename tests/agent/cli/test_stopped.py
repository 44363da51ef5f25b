"""A console on a pipe that is told to stop closes everything."""

import os
import signal
import sys
from io import StringIO
from pathlib import Path

import pytest

from agent.cli import main


class Telling(StringIO):
    """Tells the process to stop as soon as something is said."""

    def write(self, said: str) -> int:
        if not self.getvalue():
            os.kill(os.getpid(), signal.SIGTERM)
        return super().write(said)


def test_a_piped_console_that_is_told_to_stop_closes_everything(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODE", "console")
    asked, never = os.pipe()
    before = signal.signal(signal.SIGTERM, lambda *_: pytest.fail("nobody hears it"))
    try:
        with os.fdopen(asked) as source, os.fdopen(never, "w"):
            monkeypatch.setattr(sys, "stdin", source)
            monkeypatch.setattr(sys, "stdout", Telling())
            assert main(["--home", str(home), "console"]) == 0
    finally:
        signal.signal(signal.SIGTERM, before)
    assert not list(home.glob("understudy.sqlite3-*"))
