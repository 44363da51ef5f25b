"""First come first served, one of a kind, so many in all."""

import asyncio

import pytest

from agent.learning.errors import WorkFailed
from agent.runtime.waiting_line import LONGEST, WaitingLine


class Visitors:
    """People who stay inside until they are let out; `told` is how many they heard come first."""

    def __init__(self, most: int) -> None:
        self.line = WaitingLine(most)
        self.inside: list[str] = []
        self.told: dict[str, int] = {}
        self.leaving: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def comes(self, name: str) -> None:
        self.leaving[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._visit(name))
        await self._quiet()

    async def leaves(self, name: str) -> None:
        self.leaving[name].set()
        await self._quiet()

    async def gives_up(self, name: str) -> None:
        self.tasks[name].cancel()
        await self._quiet()

    async def _visit(self, name: str) -> None:
        async with self.line.turn(name[0], lambda ahead: self.told.__setitem__(name, ahead)):
            self.inside.append(name)
            try:
                await self.leaving[name].wait()
            finally:
                self.inside.remove(name)

    async def _quiet(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


async def test_the_first_goes_in_and_the_others_hear_how_many_come_first() -> None:
    here = Visitors(1)
    for name in ("a", "b", "c"):
        await here.comes(name)
    assert (here.inside, here.told) == (["a"], {"b": 1, "c": 2})
    await here.leaves("a")
    assert here.inside == ["b"]
    await here.leaves("b")
    assert here.inside == ["c"]


async def test_never_two_of_a_kind() -> None:
    here = Visitors(2)
    for name in ("a1", "a2", "b1"):
        await here.comes(name)
    assert here.inside == ["a1", "b1"]
    await here.leaves("b1")
    assert here.inside == ["a1"]
    await here.leaves("a1")
    assert here.inside == ["a2"]


async def test_who_gives_up_makes_room() -> None:
    here = Visitors(1)
    for name in ("a", "b", "c"):
        await here.comes(name)
    await here.gives_up("b")
    await here.gives_up("a")
    assert here.inside == ["c"]


async def test_the_line_has_an_end() -> None:
    here = Visitors(1)
    for number in range(LONGEST + 1):
        await here.comes(f"a{number}")
    with pytest.raises(WorkFailed, match="wait already"):
        async with here.line.turn("z", lambda ahead: None):
            raise AssertionError
    for task in here.tasks.values():
        task.cancel()
