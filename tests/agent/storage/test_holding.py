"""One agent at a time in a home."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agent.storage.errors import StorageError
from agent.storage.holding import held

HOLDER = """
import sys, time
from pathlib import Path
from agent.storage.holding import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_comes_second_is_told_at_once_who_is_there(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    with held(lock):
        here = rf"already at work in .*process {os.getpid()}"
        with pytest.raises(StorageError, match=here), held(lock):
            pass
    with held(lock):
        assert lock.stat().st_mode & 0o077 == 0


def test_the_death_of_a_process_lets_go(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(StorageError, match=str(holder.pid)), held(lock):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with held(lock):
        pass
