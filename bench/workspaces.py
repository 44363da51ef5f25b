"""Memory of 300 workspaces in use, each with a model of 100 lines of its own, above one in use.

`python -m bench.workspaces` trains one model with the sentence encoder that `make run` fetched and
one without, and asks as many copies of it as there are workspaces, each in another one. Memory does
not depend on what else the machine does.
"""

import asyncio
import gc
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from agent.app import App
from agent.learning.dataset import Dataset, Example, parse
from agent.opening import opened
from agent.settings import Settings
from bench.table import Row, command

DATA = Path(__file__).resolve().parents[2] / "shared/data/intents"
WORKSPACES = 300
ANSWERS, LINES = 20, 5
MOST = 250
"""Megabytes above one workspace in use."""


async def measure() -> list[Row]:
    taught = _taught()
    rows = []
    for encoder in ("none", "auto"):
        async with _learned(encoder, taught) as app:
            used = await asyncio.to_thread(_ask_all, app)
        rows.append(Row(f"{WORKSPACES} workspaces, encoder {encoder}", used, "MB", most=MOST))
    return rows


def _taught() -> Dataset:
    """So many intents with so many lines each, as in a community that taught a little."""
    file = DATA / "clinc150_train.json"
    chosen: dict[str, list[Example]] = {}
    for example in parse(file.read_bytes(), file.name).examples:
        chosen.setdefault(example.output, []).append(example)
    few = list(chosen.values())[:ANSWERS]
    return Dataset(tuple(example for own in few for example in own[:LINES]))


@asynccontextmanager
async def _learned(encoder: str, taught: Dataset) -> AsyncIterator[App]:
    """An agent whose workspaces have all learned."""
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as home:
        values = {"understudy_home": home, "encoder": encoder, "small_talk": False}
        async with opened(Settings.model_validate(values)) as app:
            name = app.stores.of(_name(0)).datasets.save("taught", taught).name
            lesson = await asyncio.to_thread(app.teaching.prepare, _name(0), name)
            model = await app.teaching.make(_name(0), lesson, lambda *_: None)
            await asyncio.to_thread(app.teaching.use, _name(0), model)
            first = app.stores.of(_name(0)).workspace.models
            for number in range(1, WORKSPACES):
                models = app.stores.of(_name(number)).workspace.models
                shutil.copytree(first, models, dirs_exist_ok=True)
            yield app


def _ask_all(app: App) -> float:
    """Megabytes that all the others take, once the first one has answered."""
    _ask(app, 0)
    before = _resident()
    for number in range(1, WORKSPACES):
        _ask(app, number)
    gc.collect()
    return _resident() - before


def _ask(app: App, number: int) -> None:
    if not app.answering.answer(_name(number), "please tell me how old you are").output:
        raise RuntimeError(f"{_name(number)} has no model")


def _name(number: int) -> str:
    return f"server-{number}"


def _resident() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    if not DATA.is_dir():
        sys.exit("workspaces: skipped, since ../shared/data/intents is not here.")
    command(__doc__, "Workspaces in use", measure)
