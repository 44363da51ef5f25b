"""Each change can be taken back by itself; what came later stays as it is."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.app import App
from agent.dialog.attachment import Attachment
from agent.dialog.moderation import ChangeSetting, ReadChanges, UndoChange, UndoPerson
from agent.dialog.outcomes import Done, Outcome, Refused, Trained
from agent.dialog.requests import (
    Adopt,
    Correct,
    Pack,
    RemoveTaught,
    RenameAnswer,
    ReplaceTaught,
    Request,
    Restore,
    Rollback,
    SelectDataset,
    Train,
    UndoCorrection,
)
from agent.dialog.rights import NOT_MANAGED
from agent.learning.dataset import NONE_OF_IT, Dataset, Example
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from agent.storage.changes import KEPT, Change
from agent.storage.registry import ModelRegistry
from messages import Message
from tests.agent.conftest import settings_for

OURS = Dataset((Example("will it rain", "Take a coat."), Example("will it snow", "Take a sled.")))


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with opened(settings_for(tmp_path, retrain_seconds=3_600, small_talk=False)) as app:
        for name in ("weather", "sea"):
            app.stores.of("club").datasets.save(name, OURS)
        app.stores.of("club").datasets.select("weather")
        yield app


async def ask(
    app: App, request: Request, user: str = "ann", *, days: int = 0, **rights: Any
) -> Outcome:
    at = datetime.now(UTC) + timedelta(days=days)
    context = RequestContext(user, "club", at, lambda _: None, **rights)
    return await app.dispatcher.answer(context, request)


def latest(app: App) -> Change:
    return app.log.changes.latest("club", 1)[0]


def known(app: App) -> dict[str, str]:
    dataset = app.datasets.training_set("club", "weather")[0]
    taught = (each for each in dataset.examples if each.output != NONE_OF_IT)
    return {each.input: each.output for each in taught}


def current(models: ModelRegistry) -> str:
    folder = models.current()
    return folder.name if folder else ""


CHANGES: tuple[Request, ...] = (
    Correct("will it rain", "Yes."),
    Correct("will it hail", "No."),
    RemoveTaught("Take a coat."),
    RemoveTaught("will it snow"),
    RenameAnswer("Take a coat.", "Take an umbrella."),
    RenameAnswer("Take a coat.", "Take a sled."),
    ReplaceTaught(Attachment("weather.json", Dataset((Example("hot", "yes"),)).to_json())),
)


@pytest.mark.parametrize("request_", CHANGES, ids=lambda each: type(each).__name__)
async def test_what_was_changed_is_as_it_was(app: App, request_: Request) -> None:
    before = known(app)
    assert isinstance(await ask(app, request_), Done)
    assert known(app) != before
    assert isinstance(await ask(app, UndoChange(latest(app).id), "bea"), Done)
    assert known(app) == before


async def test_what_came_later_stays(app: App) -> None:
    await ask(app, RemoveTaught("Take a coat."))
    first = latest(app)
    await ask(app, RenameAnswer("Take a sled.", "Ski."))
    await ask(app, Correct("will it hail", "No."))
    assert isinstance(await ask(app, UndoChange(first.id)), Done)
    assert known(app) == {
        "will it rain": "Take a coat.",
        "will it snow": "Ski.",
        "will it hail": "No.",
    }


async def test_a_selection_and_a_restored_dataset_are_taken_back(app: App) -> None:
    store = app.stores.of("club").datasets
    packed = await ask(app, Pack("weather"))
    assert isinstance(packed, Done)
    await ask(app, RemoveTaught("will it snow"))
    without = store.load("weather")
    await ask(app, Restore(str(packed.values["name"])))
    assert store.load("weather") != without
    await ask(app, UndoChange(latest(app).id))
    assert store.load("weather") == without
    await ask(app, SelectDataset("sea"))
    await ask(app, UndoChange(latest(app).id))
    selected = store.selected()
    assert selected is not None
    assert selected.name == "weather"


async def test_models_are_taken_back_to_the_one_before_or_to_none(app: App) -> None:
    models = app.stores.of("club").models
    for _ in range(2):
        trained = await ask(app, Train("weather"))
        assert isinstance(trained, Trained)
        await ask(app, Adopt(trained.model))
    second = latest(app)
    await ask(app, Rollback())
    rolled = latest(app)
    assert (second.kind, rolled.kind) == ("used", "rolled_back")
    refused = await ask(app, UndoChange(second.id))
    assert isinstance(refused, Refused)
    assert latest(app).undone is None
    await ask(app, UndoChange(rolled.id), "bea")
    assert current(models) == "0002"
    await ask(app, UndoChange(second.id), "bea")
    assert current(models) == "0001"
    first = next(c for c in app.log.changes.latest("club") if c.details.model == ("", "0001"))
    assert isinstance(await ask(app, UndoChange(first.id), "bea"), Done)
    assert models.current() is None
    assert isinstance(await ask(app, Adopt("0002")), Done)


async def test_a_lesson_that_was_trained_is_taken_back(app: App) -> None:
    added = (("will it hail", "Take a helmet."), ("is hail near", "Take a helmet."))
    trained = await ask(app, Train("weather", added))
    assert isinstance(trained, Trained)
    await ask(app, Adopt(trained.model))
    assert app.answering.answer("club", "will it hail").output == "Take a helmet."
    taught = next(c for c in app.log.changes.latest("club") if c.kind == "taught")
    assert isinstance(await ask(app, UndoChange(taught.id)), Done)
    assert known(app) == {each.input: each.output for each in OURS.examples}
    assert app.answering.answer("club", "will it hail").output != "Take a helmet."


async def test_after_thirty_days_and_elsewhere_there_is_nothing_to_take_back(app: App) -> None:
    await ask(app, Correct("a", "b"))
    number = latest(app).id
    assert isinstance(await ask(app, UndoChange(number), days=31), Refused)
    context = RequestContext("eve", "elsewhere", datetime.now(UTC), lambda _: None)
    assert isinstance(await app.dispatcher.answer(context, UndoChange(number)), Refused)
    assert isinstance(await ask(app, UndoChange(number), may_teach=False), Refused)
    context = RequestContext("ann", "club", latest(app).at + KEPT, lambda _: None)
    assert isinstance(await app.dispatcher.answer(context, UndoChange(number)), Done)


async def test_a_change_that_is_undone_by_its_maker_is_undone_in_the_log(app: App) -> None:
    await ask(app, Correct("a", "b"))
    await ask(app, UndoCorrection())
    assert latest(app).undone == "ann"
    assert isinstance(await ask(app, UndoChange(latest(app).id)), Refused)


async def test_all_of_a_person_is_taken_back_and_nothing_of_others(app: App) -> None:
    await ask(app, Correct("a", "b"), "ann")
    await ask(app, Correct("c", "d"), "bob")
    await ask(app, RemoveTaught("will it snow"), "bob")
    done = await ask(app, UndoPerson("bob"))
    assert isinstance(done, Done)
    assert (done.values["count"], done.values["left"]) == (2, 0)
    assert known(app) == {**dict.fromkeys(("will it rain",), "Take a coat."),
                          "will it snow": "Take a sled.", "a": "b"}  # fmt: skip


async def test_a_setting_is_set_back(app: App) -> None:
    await ask(app, ChangeSetting("sure", "70"))
    assert isinstance(await ask(app, UndoChange(latest(app).id), may_manage=False), Refused)
    await ask(app, UndoChange(latest(app).id))
    assert app.governing.of("club").sure == 0


async def test_a_setting_that_was_empty_is_set_back_by_who_manages_only(app: App) -> None:
    for channels in ("none", "general"):
        await ask(app, ChangeSetting("channels", channels), "bob")
    change = latest(app)
    assert change.details.setting == ("channels", "")
    assert await ask(app, UndoChange(change.id), may_manage=False) == Refused(NOT_MANAGED)
    done = await ask(app, UndoPerson("bob"))
    assert done == Refused(Message("undo.none_of", {"who": "bob"}))
    assert app.governing.of("club").channels == ("general",)
    assert isinstance(await ask(app, UndoChange(change.id)), Done)
    assert app.governing.of("club").channels == ()


async def test_what_of_a_persons_cannot_be_taken_back_any_more_is_counted(app: App) -> None:
    await ask(app, RemoveTaught("will it snow"), "bob")
    await ask(app, Correct("a", "b"), "bob")
    app.stores.of("club").datasets.remove("weather")
    done = await ask(app, UndoPerson("bob"))
    assert done == Done("undo.person", {"who": "bob", "count": 0, "left": 2, "waiting": 0})
    assert [each.undone for each in app.log.changes.latest("club")] == [None, None]


async def test_names_of_who_left_are_gone_from_the_log(app: App) -> None:
    await ask(app, Correct("a", "b"), "bob")
    app.log.changes.forget("bob", ())
    assert (latest(app).user, latest(app).author) == ("", "")
    assert isinstance(await ask(app, ReadChanges("a")), Done)
