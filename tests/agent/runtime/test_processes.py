"""Work runs elsewhere, reports, fails as itself, and dies when told."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from agent.learning.errors import DatasetError, WorkFailed
from agent.runtime.processes import Work
from agent.runtime.workers import Limits
from messages import Message, Progress
from tests.patience import PATIENCE

pytestmark = pytest.mark.usefixtures("spawned_work")


def double(number: int) -> tuple[int, int]:
    return os.getpid(), 2 * number


def spared(interrupt: signal.Signals) -> bool:
    return interrupt in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def count(to: int, *, progress: Progress) -> int:
    for number in range(to):
        progress(number / to, Message("doing.downloading_model", {"name": number}))
    return to


def refuse() -> None:
    raise DatasetError("problem.no_field", field="x")


def die() -> None:
    os._exit(7)


def hang(*, progress: Progress) -> None:
    """Tell its number and that of a process of its own, then never end."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    pids = {"pids": (os.getpid(), child.pid)}
    progress(0, Message("doing.reading", pids))
    child.wait()


def answer_badly() -> Callable[[], int]:
    return lambda: 1


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().split()[2] != "Z"


async def test_it_runs_in_another_process() -> None:
    pid, doubled = await Work.start(double, 21).result()
    assert doubled == 42
    assert pid != os.getpid()


async def test_ctrl_c_is_not_heard_where_the_work_is_done() -> None:
    assert await Work.start(spared, signal.SIGINT).result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


async def test_progress_is_heard_in_order_on_the_event_loop() -> None:
    heard: list[tuple[float, object]] = []
    loop = asyncio.get_running_loop()

    def hear(part: float, what: Message) -> None:
        assert asyncio.get_running_loop() is loop
        heard.append((part, what.values["name"]))

    assert await Work.start(count, 4, progress=hear).result() == 4
    assert heard == [(0.0, 0), (0.25, 1), (0.5, 2), (0.75, 3)]


async def test_errors_cross_as_themselves() -> None:
    with pytest.raises(DatasetError, match=r"^has no .x.$"):
        await Work.start(refuse).result()


async def test_a_process_that_dies_is_told_clearly() -> None:
    with pytest.raises(WorkFailed, match="exit code 7"):
        await Work.start(die).result()


async def test_a_result_that_cannot_travel_is_told_too() -> None:
    with pytest.raises(Exception, match="local object"):
        await Work.start(answer_badly).result()


async def test_cancel_leaves_no_process_alive() -> None:
    heard: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
    work = Work.start(hang, progress=lambda _, what: heard.set_result(what))
    pids = (await heard).values["pids"]
    assert isinstance(pids, tuple)
    assert all(map(alive, pids))
    limit = time.perf_counter() + PATIENCE
    await work.cancel()
    assert not alive(pids[0])
    while any(map(alive, pids)):  # what was killed with it may need a moment to go
        assert time.perf_counter() < limit
    with pytest.raises(WorkFailed, match="cancelled"):
        await work.result()


async def test_cancel_before_the_process_is_up_and_after_the_end() -> None:
    work = Work.start(double, 1)
    await work.cancel()
    with pytest.raises(WorkFailed, match="cancelled"):
        await work.result()
    done = Work.start(double, 1)
    assert (await done.result())[1] == 2
    await done.cancel()


def sleep_for_ever() -> None:
    time.sleep(3_600)


def spin() -> None:
    while True:
        pass


def eat() -> int:
    return len(bytearray(1 << 31))


def start_and_die(file: str) -> None:
    """An agent that is killed while it works."""

    def end(told: Message) -> None:
        pids = told.values["pids"]
        assert isinstance(pids, tuple)
        Path(file).write_text(" ".join(map(str, pids)))
        os.kill(os.getpid(), signal.SIGKILL)

    async def work() -> None:
        await Work.start(hang, progress=lambda _, what: end(what)).result()

    asyncio.run(work())


@pytest.mark.parametrize("endless", [sleep_for_ever, spin])
async def test_what_takes_too_long_is_ended(endless: Callable[[], None]) -> None:
    with pytest.raises(WorkFailed, match="took too long"):
        await Work.start(endless, within=Limits(seconds=0.5)).result()


async def test_what_takes_too_much_memory_fails_in_a_sentence() -> None:
    with pytest.raises(WorkFailed, match="memory"):
        await Work.start(eat, within=Limits(memory_mb=1_024)).result()


async def test_nothing_outlives_an_agent_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    agent = get_context("spawn").Process(target=start_and_die, args=(str(file),))
    agent.start()
    await asyncio.to_thread(agent.join)
    assert agent.exitcode == -signal.SIGKILL
    limit, pids = time.perf_counter() + PATIENCE, await asyncio.to_thread(file.read_text)
    while any(alive(int(pid)) for pid in pids.split()):
        assert time.perf_counter() < limit
        await asyncio.sleep(0.01)
