"""The script in a pseudo-terminal, from its start to its end."""

import os
import pty
import re
import select
import sys
import time
from pathlib import Path

import pytest

from agent.settings import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow


class Process:
    """`run.py console` as somebody sees it."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.seen = ""
        environment = {**os.environ, "TERM": "xterm", "ENCODER": "none", **environment}
        script = [sys.executable, str(ROOT / "run.py"), "--home", str(home), "console"]
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, script, environment)

    def press(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def sees(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while words not in self.seen:
            assert time.monotonic() < until, self.seen
            assert self._read(), self.seen
        self.seen = self.seen.split(words, 1)[1]

    def ends(self) -> int:
        until = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < until, self.seen
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        if not select.select([self._terminal], [], [], 1)[0]:
            return True
        try:
            read = os.read(self._terminal, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            return False
        self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", read)
        return bool(read)


def test_ctrl_c_at_the_start_is_a_word(tmp_path: Path) -> None:
    process = Process(tmp_path / "home")
    process.sees("Learning how people put things")
    process.press("\x03")
    process.sees("Stopped.")
    assert process.ends() == 130
    assert "Traceback" not in process.seen


@pytest.mark.parametrize("kind", ["xterm", "dumb"])
def test_a_conversation_from_start_to_end(home: Path, kind: str) -> None:
    process = Process(home, TERM=kind)
    process.press("!status\n")
    process.sees("Nothing is being done.")
    process.press("!feedback 4 ünïcode\n")
    process.sees("Thanks.")
    process.press("\x03")
    process.sees("to leave")
    process.sees("you:")
    process.press("\x04")
    assert process.ends() == 0
