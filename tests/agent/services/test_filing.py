"""Files are listed, packed, restored and handed out; a person gets, and deletes, what is theirs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from agent.app import App
from agent.dialog.outcomes import Done, Listed, Outcome, Refused
from agent.dialog.requests import (
    Correct,
    Export,
    Forget,
    List,
    Overview,
    Pack,
    Request,
    Restore,
)
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from messages import Message
from tests.agent.conftest import settings_for

OURS = Dataset((Example("will it rain", "Take a coat."), Example("will it snow", "Take a sled.")))


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    settings = settings_for(tmp_path, retrain_seconds=3_600, small_talk=False)
    async with opened(settings) as app:
        yield app


async def ask(
    app: App, request: Request, workspace: str = "club", user: str = "bob", **rights: Any
) -> Outcome:
    context = RequestContext(user, workspace, datetime.now(UTC), lambda _: None, **rights)
    return await app.dispatcher.answer(context, request)


def answer(app: App, workspace: str, text: str) -> str:
    return app.answering.answer(workspace, text).output


async def exported(app: App, workspace: str, user: str, **rights: Any) -> tuple[str, set[str]]:
    """Where what is exported lies, and what is in it."""
    done = await ask(app, Export(), workspace, user, **rights)
    assert isinstance(done, Done)
    (path,) = done.files
    with ZipFile(app.stores.of(done.workspace).workspace.resolve(path)) as archive:
        return done.workspace, set(archive.namelist())


async def test_an_export_is_handed_over_in_private_and_twice(app: App) -> None:
    app.governing.change("club", "approval", "on")
    app.stores.of("direct-bob").datasets.save("mine", OURS)
    app.stores.of("console").datasets.save("ours", OURS)
    for manages in (True, False):
        where, names = await exported(app, "club", "bob", may_manage=manages)
        assert where == "direct-bob"
        assert "direct-bob/datasets/mine.json" in names
        assert ("club/settings.json" in names) == manages
    where, names = await exported(app, "direct-cleo", "cleo")
    assert where == "direct-cleo"
    assert not any("bob" in name for name in names)
    where, names = await exported(app, "console", "console")
    assert where == "console"
    assert "console/datasets/ours.json" in names


async def test_an_export_of_a_device_holds_nothing_of_the_house(app: App) -> None:
    app.stores.of("console").datasets.save("ours", OURS)
    where, names = await exported(app, "console", "satellite-kitchen")
    assert where == "console"
    assert not any(name.startswith("console/") for name in names)


async def test_who_is_forgotten_is_not_answered_from_what_they_taught(app: App) -> None:
    for workspace in ("direct-bob", "club"):
        app.stores.of(workspace).datasets.save("lessons", OURS)
        await ask(app, Correct("who am I", "Bob."), workspace)
        assert answer(app, workspace, "who am I") == "Bob."
    await ask(app, Forget())
    assert answer(app, "direct-bob", "who am I") == ""
    assert answer(app, "club", "who am I") == ""
    assert app.stores.of("direct-bob").datasets.names() == []
    assert app.stores.of("club").datasets.names() == ["lessons"]


async def test_what_is_about_to_be_learned_from_somebody_is_not_when_they_are_forgotten(
    app: App,
) -> None:
    before = asyncio.all_tasks()
    await ask(app, Correct("who am I", "Bob."), "direct-bob")
    (learning,) = asyncio.all_tasks() - before
    await ask(app, Forget())
    assert learning.cancelled()


@pytest.mark.parametrize(("user", "stays"), [("satellite-kitchen", True), ("console", False)])
async def test_what_a_device_was_taught_is_the_house_s(app: App, user: str, stays: bool) -> None:
    app.stores.of("console").datasets.save("lessons", OURS)
    await ask(app, Correct("who am I", "Bob."), "console", user)
    await ask(app, Forget(), "console", user)
    assert (answer(app, "console", "who am I") == "Bob.") == stays
    assert (app.stores.of("console").datasets.names() == ["lessons"]) == stays


async def test_a_person_is_no_device_for_what_they_are_called(app: App) -> None:
    app.stores.of("direct-satellite-7").datasets.save("lessons", OURS)
    await ask(app, Forget(), "club", "satellite-7")
    assert app.stores.of("direct-satellite-7").datasets.names() == []


async def test_what_can_be_packed_is_listed_and_packed_with_its_files(app: App) -> None:
    assert await ask(app, List("archivable")) == Listed("archivable", ())
    stores = app.stores.of("club")
    name = stores.attachments.keep("cat.png", b"meow")
    stores.datasets.save("cats", Dataset((Example("cat", f"look {{file:{name}}}"),)))
    assert await ask(app, List("archivable")) == Listed("archivable", ("cats", "datasets"))
    models = stores.models.begin()
    (models / "model.onnx").touch()
    stores.models.publish(models)
    assert await ask(app, List("archivable", "put the cats away")) == Listed(
        "archivable", ("cats", "datasets", "models"), "cats"
    )
    packed = await ask(app, Pack("cats"))
    assert isinstance(packed, Done)
    with ZipFile(stores.workspace.resolve(packed.files[0])) as archive:
        assert any(member.endswith("cat.png") for member in archive.namelist())
    refused = await ask(app, Pack("dogs"))
    assert isinstance(refused, Refused)
    assert "dogs" in str(refused.reason)
    folder = await ask(app, Pack(" Datasets/ "))
    assert isinstance(folder, Done)


async def test_what_was_restored_is_known_and_noted_by_how_it_differs(app: App) -> None:
    stores = app.stores.of("club")
    stores.attachments.keep("cat.png", b"meow")
    stores.datasets.save("weather", OURS)
    packed = await ask(app, Pack("datasets"))
    assert isinstance(packed, Done)
    stores.datasets.save("weather", Dataset(OURS.examples[:1]))
    stores.workspace.resolve("datasets/files/cat.png").unlink()
    await ask(app, Restore(packed.files[0].removeprefix("archive/")))
    assert stores.datasets.load("weather") == OURS
    (change,) = app.log.changes.latest("club")
    assert (change.kind, change.details.now, change.details.count) == ("restored", "weather", 1)
    assert change.details.lines == [("will it snow", None, "Take a sled.")]


async def test_what_is_in_use_is_told(app: App) -> None:
    none = Message("overview.none")
    empty = {"dataset": none, "model": none, "corrections": 0}
    assert await ask(app, Overview()) == Done("overview", empty)
    stores = app.stores.of("club")
    stores.datasets.save("weather", OURS)
    stores.datasets.select("weather")
    await ask(app, Correct("will it hail", "Yes."))
    told = {"dataset": "weather", "model": none, "corrections": 1}
    assert await ask(app, Overview()) == Done("overview", told)
