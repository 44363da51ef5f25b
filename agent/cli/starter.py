"""The model that the agent starts with, trained once."""

import asyncio
import sys

from agent.app import App
from agent.building import renderer
from agent.learning.errors import ModelError
from agent.learning.folder import BESIDE, verify
from agent.prompts.render import Renderer
from agent.services.origin import Origin, origin_of
from agent.services.stores import STARTERS
from agent.services.teaching import TrainingData
from agent.storage.errors import StorageError
from messages import Message, Progress


async def ensure_starter(app: App) -> None:
    """Train the starter model where there is none, or the starters changed since."""
    dataset = await asyncio.to_thread(app.stores.starters)
    models = app.stores.of(STARTERS).models
    if _version_served(app) == dataset.version:
        return
    words = renderer(app.settings)
    print(words.text("cli.training_starter"), file=sys.stderr, flush=True)
    lesson = TrainingData(dataset, Origin(dataset=STARTERS, version=dataset.version))
    models.use(await app.teaching.make(STARTERS, lesson, bar(words)))
    app.answering.changed(STARTERS)


def bar(words: Renderer) -> Progress:
    """A line of progress on standard error, redrawn on a terminal."""

    def show(fraction: float, doing: Message) -> None:
        if sys.stderr.isatty():
            done = round(20 * fraction)
            end = "\n" if fraction >= 1 else ""
            text = f"\r  {'█' * done}{'░' * (20 - done)} {fraction:4.0%} {words.render(doing):<30}"
            print(text, end=end, file=sys.stderr, flush=True)

    return show


def _version_served(app: App) -> str:
    """The version of the starters that the starter model knows; empty where none can be served."""
    models = app.stores.of(STARTERS).models
    try:
        current = models.current()
        if current is None or not app.can_serve(current):
            return ""
        verify(current, but=BESIDE)
        return origin_of(current).version
    except StorageError:  # it is lost which model is in use
        models.heal(None)
        return ""
    except (ModelError, OSError, ValueError):
        return ""
