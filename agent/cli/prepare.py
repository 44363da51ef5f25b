"""What is made once before anybody is talked with: the learner of phrases, the starter model."""

import asyncio
import sys

from agent.app import App, renderer
from agent.cli.starter import bar, ensure_starter
from agent.storage.errors import explained


async def prepare(app: App) -> None:
    """Make what is missing, with its progress on standard error. Raises StorageError."""
    with explained("could_not.get_ready"):
        await _prepare(app)


async def learn_phrases(app: App) -> None:
    """Make the learner of phrases where it is missing."""
    if not await asyncio.to_thread(app.phrases.load):
        words = renderer(app.settings)
        print(words.text("cli.learning_phrases"), file=sys.stderr, flush=True)
        await app.phrases.train(bar(words))


async def _prepare(app: App) -> None:
    await learn_phrases(app)
    await ensure_starter(app)
