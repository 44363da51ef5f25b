"""The model that the agent starts with, trained once."""

import asyncio
import sys

from agent.app import App
from agent.services.origin import Origin, origin_of
from agent.services.stores import STARTERS
from agent.services.teaching import Lesson


async def ensure_starter(app: App) -> None:
    """Train the starter model where there is none, or the starters changed since."""
    dataset = await asyncio.to_thread(app.stores.starters)
    models = app.stores.of(STARTERS).models
    current = models.current()
    if current is not None and _version(current) == dataset.version:
        return
    print("Training the starter model, once ...", file=sys.stderr, flush=True)
    lesson = Lesson(dataset, Origin(dataset=STARTERS, version=dataset.version))
    models.use(await app.teaching.make(STARTERS, lesson, bar))
    app.answering.changed(STARTERS)


def bar(fraction: float, doing: str) -> None:
    """A line of progress on standard error, redrawn on a terminal."""
    if sys.stderr.isatty():
        done = round(20 * fraction)
        end = "\n" if fraction >= 1 else ""
        text = f"\r  {'█' * done}{'░' * (20 - done)} {fraction:4.0%} {doing:<30}"
        print(text, end=end, file=sys.stderr, flush=True)


def _version(folder: object) -> str:
    from pathlib import Path

    try:
        return origin_of(Path(str(folder))).version
    except (OSError, ValueError):
        return ""
