"""What is made once before anybody is talked with: the learner of phrases, the starter model."""

import asyncio
import sys

from agent.app import App
from agent.building import renderer
from agent.cli.starter import bar, ensure_starter
from agent.learning.errors import WorkFailed
from agent.runtime.workers import Limits
from agent.storage.errors import explained


async def prepare(app: App) -> None:
    """Make what is missing, with its progress on standard error. Raises StorageError."""
    with explained("could_not.get_ready"):
        await _prepare(app)


async def learn_phrases(app: App) -> None:
    """Make the learner of phrases where it is missing; where that fails, patterns have to do."""
    if await asyncio.to_thread(app.phrases.load):
        return
    words = renderer(app.settings)
    print(words.text("cli.learning_phrases"), file=sys.stderr, flush=True)
    within = Limits(app.settings.training_seconds, app.settings.training_memory_mb)
    try:
        await app.phrases.train(bar(words), within)
    except WorkFailed as error:
        print(words.text("cli.no_phrases", reason=error.message), file=sys.stderr, flush=True)


async def _prepare(app: App) -> None:
    await learn_phrases(app)
    await ensure_starter(app)
