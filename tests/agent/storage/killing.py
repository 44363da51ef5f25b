"""Kill a process at every line of storage that may write, and look at what it left.

Runs in a clean process of its own (see test_crash.py): forking the one that runs the tests could
copy a lock that some thread of it holds.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import agent.storage

_FOLDER = Path(agent.storage.__file__).parent
_READING = {"errors.py", "home.py", "names.py", "workspace.py"}
_WRITING = {str(path) for path in _FOLDER.glob("*.py") if path.name not in _READING}

Look = Callable[[Path], str]
Operation = Callable[[Path], None]


def left_behind(
    prepare: Operation, run: Operation, look: Look, step: int, folder: Path
) -> Iterator[str]:
    """What `look` sees after `run` was killed at its first line, `step` lines on, … and after a
    whole run; each time in a copy of the home that `prepare` made."""
    prepare(folder / "prepared")
    for line in count(1, step):
        home = folder / str(line)
        shutil.copytree(folder / "prepared", home)
        killed = _killed_at(line, run, home)
        yield look(home)
        if not killed:
            return


def _killed_at(line: int, run: Operation, home: Path) -> bool:
    child = os.fork()
    if child == 0:
        sys.settrace(_assassin(line))
        run(home)
        sys.settrace(None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status) != 0:
        raise ChildProcessError("the operation itself failed")
    return False


def _assassin(line: int) -> Callable[[FrameType, str, Any], Any]:
    seen: set[tuple[int, ...]] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in _WRITING:
            return None
        if event == "line":
            seen.add(tuple(_stack(frame)))
            if len(seen) == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def _stack(frame: FrameType | None) -> Iterator[int]:
    """The line numbers on the way here: the rounds of a loop count as one."""
    while frame is not None:
        yield frame.f_lineno
        frame = frame.f_back
