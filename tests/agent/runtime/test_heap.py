"""Memory that was freed is not kept by the threads that had it."""

import platform
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest

from agent.runtime import heap
from agent.runtime.heap import few_heaps, hand_back, handing_back

THREADS = 6
PIECES = 4_000
PIECE = 1_000


def rss() -> float:
    """Megabytes that this process holds."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def take_and_let_go(kept: list[bytes], done: Barrier) -> None:
    """Have some megabytes in pieces, and keep the last of them, above all others."""
    kept.append([bytes(PIECE) for _ in range(PIECES)].pop())
    done.wait()  # a thread that has ended leaves its heap to the next one


def grown(told: Connection, handing_back: bool) -> None:
    """Tell how much a process has grown by threads that are done."""
    if handing_back:
        few_heaps()
    kept, done, before = list[bytes](), Barrier(THREADS), rss()
    waiting = [Thread(target=take_and_let_go, args=(kept, done)) for _ in range(THREADS)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()
    if handing_back:
        hand_back()
    told.send(rss() - before)


def grows(handing_back: bool) -> float:
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=grown, args=(there, handing_back))
    process.start()
    found: float = here.recv()
    process.join()
    return found


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_what_threads_let_go_is_handed_back() -> None:
    assert grows(handing_back=True) < grows(handing_back=False) / 2


async def test_it_is_handed_back_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(["once", "again"])

    def until_there_is_none() -> None:
        if next(times, None) is None:
            raise EOFError

    monkeypatch.setattr(heap, "EVERY", 0)
    monkeypatch.setattr(heap, "hand_back", until_there_is_none)
    with pytest.raises(EOFError):
        await handing_back()


def test_another_c_library_is_left_alone() -> None:
    assert not few_heaps(SimpleNamespace())
    assert not hand_back(SimpleNamespace())
