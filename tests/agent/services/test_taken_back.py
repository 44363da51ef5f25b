"""What was learned and is taken back is answered no more: the sentence at once, its like soon."""

import asyncio
from pathlib import Path

import pytest

from agent.app import App
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.services.teaching import TrainingService
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook, say
from tests.agent.services.test_retraining import when
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow

BELL = "ring the bell"


async def learned(home: Path, app: App) -> None:
    """One correction, learned."""
    await say(app, Notebook(home), f"!correct {BELL} => Ding dong.")
    lesson = app.teaching.prepare("console", "lessons")
    app.teaching.use("console", await app.teaching.make("console", lesson, lambda *_: None))


def answer(app: App, text: str = BELL) -> str:
    found = app.answering.answer("console", text)
    return found.output if found.known else ""


async def test_a_sentence_is_as_it_was_before_at_once(home: Path) -> None:
    async with opened(settings_for(home, retrain_seconds=3_600, small_talk=False)) as app:
        lines = (Example(BELL, "Not now."), Example("where do we meet", "In the hall."))
        app.stores.of("console").datasets.save("lessons", Dataset(lines))
        await learned(home, app)
        assert answer(app) == "Ding dong."
        await say(app, Notebook(home), "!undo")
        assert answer(app) == "Not now."


async def test_where_nothing_is_left_nothing_is_answered(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = asyncio.Event()
    loop, use_none = asyncio.get_running_loop(), TrainingService.use_none

    def watched(self: TrainingService, workspace: str) -> None:
        use_none(self, workspace)
        loop.call_soon_threadsafe(none.set)

    monkeypatch.setattr(TrainingService, "use_none", watched)
    async with opened(settings_for(home, small_talk=False)) as app:
        await learned(home, app)
        await say(app, Notebook(home), "!undo")
        assert answer(app) == ""
        await asyncio.wait_for(none.wait(), PATIENCE)
        assert answer(app, "ring this bell") == ""


async def test_what_was_taken_back_before_the_end_is_unlearned_after_the_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(settings_for(home, retrain_seconds=3_600, small_talk=False)) as app:
        lines = (Example("who are you", "Robin."), Example("where do we meet", "In the hall."))
        app.stores.of("console").datasets.save("lessons", Dataset(lines))
        await learned(home, app)
        assert answer(app, "ring this bell") == "Ding dong."
        await say(app, Notebook(home), "!undo")
    used = when(monkeypatch, "use")
    async with opened(settings_for(home, small_talk=False)) as app:
        await asyncio.wait_for(used.wait(), PATIENCE)
        assert answer(app, "ring this bell") == ""
        assert not app.teaching.is_behind("console")
