"""What is made once before anybody is talked with: the learner of phrases, the starter model."""

import asyncio
import sys

from agent.app import App, renderer
from agent.cli.starter import bar, ensure_starter


async def prepare(app: App) -> None:
    """Make what is missing, with its progress on standard error."""
    if not await asyncio.to_thread(app.phrases.load):
        words = renderer(app.settings)
        print(words.text("cli.learning_phrases"), file=sys.stderr, flush=True)
        await app.phrases.train(bar)
    await ensure_starter(app)
