"""Corrections are learned in the background, and only for the better."""

import asyncio
from pathlib import Path

import pytest

from agent.app import App
from agent.dialog.session import SessionKey
from agent.learning.comparison import Comparison
from agent.learning.folder import MANIFEST, SETTINGS, encoder_of, read_settings, seal
from agent.learning.report import TrainingReport
from agent.opening import opened
from agent.runtime.runner import Runner
from agent.services import teaching, trainer
from agent.services.teaching import TrainingService
from messages import Message
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import ANN, Notebook, say
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow


def when(monkeypatch: pytest.MonkeyPatch, method: str) -> asyncio.Event:
    """An event that is set once this method of `TrainingService` was carried out."""
    done, loop = asyncio.Event(), asyncio.get_running_loop()
    carry_out = getattr(TrainingService, method)

    def watched(self: TrainingService, workspace: str, model: str) -> None:
        carry_out(self, workspace, model)
        loop.call_soon_threadsafe(done.set)

    monkeypatch.setattr(TrainingService, method, watched)
    return done


def told(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """An event that is set once somebody was told something by themselves."""
    done, tell = asyncio.Event(), Runner.tell

    def watched(self: Runner, key: SessionKey, message: Message) -> None:
        tell(self, key, message)
        done.set()

    monkeypatch.setattr(Runner, "tell", watched)
    return done


async def correct(app: App, notebook: Notebook) -> None:
    """One sentence, which is enough to learn from."""
    await say(app, notebook, "!correct ring the bell => Ding dong.")


async def test_a_correction_becomes_part_of_the_next_model(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = when(monkeypatch, "use")
    async with opened(settings_for(home)) as app:
        await correct(app, Notebook(home))
        await asyncio.wait_for(used.wait(), PATIENCE)
        served = app.answering.models.served("console")
        assert served.predictor.predict("ring the bell").output == "Ding dong."
        assert served.origin.dataset == "lessons"
        assert (home / "archive/console" / served.origin.archive).is_file()


async def test_what_was_not_learned_before_the_end_is_learned_after_the_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(settings_for(home, retrain_seconds=3600)) as app:
        await correct(app, Notebook(home))
    used = when(monkeypatch, "use")
    async with opened(settings_for(home)) as app:
        await asyncio.wait_for(used.wait(), PATIENCE)
        assert app.answering.models.served("console").origin.correction == 1
        assert not app.teaching.is_behind("console")


async def test_a_worse_model_does_not_come_into_use_and_the_correction_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrainingReport, "better", False)
    discarded = when(monkeypatch, "discard")
    notebook = Notebook(home)
    async with opened(settings_for(home)) as app:
        await correct(app, notebook)
        await asyncio.wait_for(discarded.wait(), PATIENCE)
        assert app.stores.of("console").models.current() is None
        await say(app, notebook, "ring the bell")
    assert notebook.heard[-1] == "ann: Ding dong."


async def test_what_made_no_better_model_is_tried_again_only_with_something_new(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrainingReport, "better", False)
    rejected = when(monkeypatch, "reject")
    async with opened(settings_for(home)) as app:
        await correct(app, Notebook(home))
        await asyncio.wait_for(rejected.wait(), PATIENCE)
        assert app.stores.of("console").models.versions() == []
    async with opened(settings_for(home, retrain_seconds=3600)) as app:
        assert not app.teaching.is_behind("console")
        await say(app, Notebook(home), "!correct ring the gong => Bong.")
        assert app.teaching.is_behind("console")
    rejected.clear()
    async with opened(settings_for(home)) as app:
        await asyncio.wait_for(rejected.wait(), PATIENCE)
        assert not app.teaching.is_behind("console")


async def test_whoever_corrects_hears_once_what_else_is_answered_now(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, notebook = told(monkeypatch), Notebook(home)
    async with opened(settings_for(home)) as app:
        await say(app, notebook, "when do the bins go out tomorrow", "never mind")
        await say(app, notebook, "!correct when do the bins go out => On Tuesday.")
        await asyncio.wait_for(heard.wait(), PATIENCE)
        await app.runner.stepped(ANN)
    learned = [line for line in notebook.heard if "similar" in line]
    assert learned == ["ann: What you corrected is learned now, and one similar sentence with it."]


async def test_whoever_corrects_hears_why_it_is_only_answered_word_for_word(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, notebook = told(monkeypatch), Notebook(home)
    worse = Comparison(lines=40, before=0.9, after=0.75, better=False)
    load = trainer.load_report

    def loaded(folder: Path) -> TrainingReport | None:
        report = load(folder)
        return report and report.model_copy(update={"comparison": worse})

    monkeypatch.setattr(teaching, "load_report", loaded)
    async with opened(settings_for(home)) as app:
        await correct(app, notebook)
        await asyncio.wait_for(heard.wait(), PATIENCE)
        await app.runner.stepped(ANN)
    assert notebook.heard[-1] == (
        "ann: What you corrected is answered word for word, but I do not learn more from it: "
        "with it I would get 75 % of 40 other examples right, instead of 90 %."
    )


async def test_who_is_gone_is_told_when_they_are_back(home: Path) -> None:
    async with opened(settings_for(home)) as app:
        app.runner.tell(ANN, Message("correcting.learned_with", {"count": 3}))
    notebook = Notebook(home)
    async with opened(settings_for(home)) as app:
        await say(app, notebook, "!help")
        assert notebook.heard[-1].endswith("and 3 similar ones with it.")
        await say(app, notebook, "!help")
        assert "similar" not in notebook.heard[-1]


async def test_news_wait_for_the_end_of_what_is_being_asked(home: Path) -> None:
    notebook = Notebook(home)
    async with opened(settings_for(home)) as app:
        await say(app, notebook, "!train")
        app.runner.tell(ANN, Message("correcting.learned_with", {"count": 3}))
        await say(app, notebook, "one => first")
        assert not any("similar" in line for line in notebook.heard)
        await say(app, notebook, "!cancel")
    assert notebook.heard[-1].endswith("and 3 similar ones with it.")


async def test_a_model_whose_encoder_is_gone_is_learned_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, notebook = when(monkeypatch, "use"), Notebook(home)
    async with opened(settings_for(home)) as app:
        await correct(app, notebook)
        await asyncio.wait_for(used.wait(), PATIENCE)
        folder = app.answering.models.served("console").folder
    exchange_encoder(folder)
    used.clear()
    async with opened(settings_for(home)) as app:
        await say(app, notebook, "ring the bell", "what is the weather like on mars")
        assert notebook.heard[-2] == "ann: Ding dong."
        assert "learning anew" in notebook.heard[-1]
        await asyncio.wait_for(used.wait(), PATIENCE)
        assert encoder_of(app.answering.models.served("console").folder) is None
        assert app.answering.answer("console", "ring that bell").output == "Ding dong."


def exchange_encoder(folder: Path) -> None:
    """Let a model want an encoder that is not here."""
    wanting = read_settings(folder).model_copy(update={"encoder": "another"})
    (folder / SETTINGS).write_text(wanting.model_dump_json(), encoding="utf-8")
    (folder / MANIFEST).unlink()
    seal(folder)
