"""One agent at a time in a home."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agent.storage.errors import StorageError
from agent.storage.holding import held
from tests.agent.storage.conftest import small_disk

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


def test_who_is_there_is_told_by_a_number_only(tmp_path: Path) -> None:
    """Whatever an earlier one wrote into the file."""
    lock = tmp_path / ".lock"
    lock.write_text(f"{2**60}\nand more")
    here = rf"process {os.getpid()}\D"
    with held(lock), pytest.raises(StorageError, match=here) as refused, held(lock):
        pass
    assert "more" not in str(refused.value)
    assert lock.read_text() == f"{os.getpid()}\n"


def test_on_a_full_disk_only_the_number_is_missing(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    with small_disk(0), held(lock), pytest.raises(StorageError, match=r"process \?"), held(lock):
        pass


def test_a_disk_that_knows_no_locks_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StorageError, match="as home: No locks available"), held(tmp_path / ".lock"):
        pass
