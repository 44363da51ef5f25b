"""A lesson of 18 lines: from "done" to its model in use, and what that takes of the processors.

Held in a home of its own, with the sentence encoder that `make run` fetched and without; once with
a process that is ready, as it is after a lesson's first lines, and once without one.
"""

import asyncio
import os
import resource
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from agent.app import App
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.runtime.channel import Delivery
from agent.settings import Settings
from bench.table import Row, command

KEY = SessionKey("console", "console")
LESSON = {
    "Light on.": ("turn on the light", "light on please", "switch the lamp on"),
    "Light off.": ("turn off the light", "lamp off", "darkness please"),
    "The code is 1234.": ("what is the wifi password", "wifi code", "how do I get online"),
    "It opens at seven.": ("when does the bakery open", "bakery hours", "is the bakery open now"),
    "Ask Ann.": ("who fixes the heating", "the heating is broken", "number of the plumber"),
    "Under the mat.": ("where is the key", "I lost the key", "spare key"),
}
TICKS = os.sysconf("SC_CLK_TCK")


class _Nobody:
    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None: ...

    def may_teach(self, key: SessionKey) -> bool:
        return True


async def measure() -> list[Row]:
    rows = []
    for encoder in ("none", "auto"):
        for ready in (True, False):
            async with _taught(encoder, ready) as app:
                rows += await _finish(app, f"encoder {encoder}, {'ready' if ready else 'cold'}")
    return rows


@asynccontextmanager
async def _taught(encoder: str, ready: bool) -> AsyncIterator[App]:
    """An agent that was given the lesson, with a process ready for its training or not."""
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as home:
        seconds = 300 if ready else 0
        settings = {"understudy_home": home, "encoder": encoder, "spare_seconds": seconds}
        async with opened(Settings.model_validate(settings)) as app:
            app.runner.open(KEY, _Nobody())
            lines = (f"{line} => {answer}" for answer, own in LESSON.items() for line in own)
            for line in ("!train", *lines):
                await _say(app, line)
            await _quiet()
            yield app


async def _finish(app: App, title: str) -> list[Row]:
    begun, used = time.perf_counter(), _processor_seconds()
    await _say(app, "done")
    await _say(app, "yes")
    seconds, spent = time.perf_counter() - begun, _processor_seconds() - used
    if not app.answering.answer(KEY.workspace, "lamp on please").known:
        raise RuntimeError("the lesson was not learned")
    return [Row(title, seconds, "s", most=2), Row("… of the processors", spent, "s")]


async def _say(app: App, text: str) -> None:
    app.runner.submit(KEY, Said(text))
    await app.runner.settled(KEY)


async def _quiet() -> None:
    """Wait until nothing computes, as while a person types."""
    before = -1.0
    while (now := _processor_seconds()) > before + 0.02:
        before = now
        await asyncio.sleep(0.5)


def _processor_seconds() -> float:
    """What this process and its children, those that ended too, have computed so far."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    listed = Path("/proc/self/task").glob("*/children")  # each thread's own
    living = [pid for file in listed for pid in file.read_text().split()]
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_of_child, living))


def _of_child(pid: str) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    command(__doc__, '18 lines from "done" to in use', measure)
