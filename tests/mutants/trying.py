"""A mutant is tried in a fork, which imports it in place of the module, and runs tests."""

import os
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from multiprocessing import forkserver
from pathlib import Path
from types import ModuleType

import pytest

BUSY = 4
"""Times as long as it computes that a test may take where others compute, too."""
QUIET = ("-q", "-x", "-p", "no:cacheprovider", "--no-header", "-W", "ignore", "-o", "timeout=0")
"""Without the patience of each test, which would take over the alarm of all of them."""
OURS = ("agent", "downloads", "messages", "speech", "tests")


class Instead(MetaPathFinder, Loader):
    """Another source for the module of a file."""

    def __init__(self, file: Path, source: str) -> None:
        self._name = ".".join(file.with_suffix("").parts)
        self._file = file.resolve()
        self._source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(fullname, self) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self._file)
        exec(compile(self._source, str(self._file), "exec"), vars(module))


def load_libraries(tests: Sequence[str]) -> None:
    """Import what these tests need of others, once for all mutants: it takes longer than most."""
    here, there = os.pipe()
    if os.fork() == 0:
        _be_silent()
        pytest.main([*QUIET, "--collect-only", *tests])
        os.write(there, " ".join(sys.modules).encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here) as found:
        others = [name for name in found.read().split() if name.partition(".")[0] not in OURS]
    for name in others:
        with suppress(Exception):
            import_module(name)


def notice(file: Path, source: str, tests: Sequence[str], seconds: float) -> bool:
    """Whether a test fails with this source, or does not end in so many seconds of the processor,
    or many times as long. Neither the program nor its tests may be loaded here."""
    child = os.fork()
    if child == 0:
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (round(seconds) + 1, most))
        signal.alarm(BUSY * round(seconds + 1))
        sys.meta_path.insert(0, Instead(file, source))
        forkserver.ensure_running = _on_demand
        _be_silent()
        os._exit(int(pytest.main([*QUIET, *tests])))
    _, status = os.waitpid(child, 0)
    return status != 0


def _on_demand() -> None:
    """Most of these tests start nothing: what is started loads the server of forks by itself."""


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
