"""Settings and changes that another version wrote: kept, shown, and never half taken back."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from agent.app import App
from agent.dialog.moderation import ChangeSetting, ReadChanges, ReadSettings, UndoChange, UndoPerson
from agent.dialog.outcomes import Done, Outcome, Refused, SettingsRead
from agent.dialog.requests import Correct, Export, Forget, Request
from agent.opening import opened
from agent.runtime.dispatcher import RequestContext
from agent.storage import database as opening
from agent.storage.errors import StorageError
from agent.storage.schema import STEPS
from messages import Message
from tests.agent.conftest import settings_for

NEWER = (*STEPS, ("CREATE TABLE holograms (workspace TEXT, colour TEXT)",))


async def ask(app: App, request: Request, user: str = "mia", *, may_manage: bool = True) -> Outcome:
    now = datetime.now(UTC)
    context = RequestContext(user, "guild-1", now, lambda _: None, may_manage=may_manage)
    return await app.dispatcher.answer(context, request)


def told(app: App, done: Done) -> str:
    return app.words("guild-1").render(Message(done.prompt, done.values))


def files(home: Path) -> dict[str, str]:
    kept = (path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


async def test_settings_outlive_a_downgrade_across_a_schema_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path / "home", retrain_seconds=3_600)
    with monkeypatch.context() as newer:
        newer.setattr(opening, "STEPS", NEWER)
        async with opened(settings) as app:
            await ask(app, ChangeSetting("sure", "70"))
            await ask(app, Correct("a", "b"))
    before = files(tmp_path / "home")
    with pytest.raises(StorageError, match=r"has schema \d+ and .* update the program"):
        async with opened(settings):
            pass
    assert files(tmp_path / "home") == before
    monkeypatch.setattr(opening, "STEPS", NEWER)
    async with opened(settings) as app:
        assert app.governing.of("guild-1").sure == 70
        assert app.answering.answer("guild-1", "a").output == "b"


async def test_what_another_version_set_is_shown_kept_and_not_in_force(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, retrain_seconds=3_600)
    async with opened(settings) as app:
        rows = {"hologram": "blue", "rate": "fast", "greeted": "done"}
        for name, value in rows.items():
            app.governing._preferences.choose("guild-1", name, value)
        await ask(app, ChangeSetting("sure", "70"))
    async with opened(settings) as app:
        read = await ask(app, ReadSettings())
        assert isinstance(read, SettingsRead)
        strange = [line.values for line in read.strange]
        assert strange == [
            {"name": "hologram", "value": "blue"},
            {"name": "rate", "value": "fast"},
        ]
        assert "another version" in app.words("guild-1").render(read.strange[0])
        assert app.governing.of("guild-1").rate == 175
        assert app.governing._preferences.of("guild-1") == {**rows, "sure": "70"}


BODIES = {
    "taught": '{"about": "a", "hologram": "blue"}',
    "painted": '{"about": "a"}',
    "corrected": "{",
}


@pytest.mark.parametrize("kind", list(BODIES))
async def test_a_change_of_another_version_is_listed_and_not_half_taken_back(
    tmp_path: Path, kind: str
) -> None:
    async with opened(settings_for(tmp_path, retrain_seconds=3_600)) as app:
        await ask(app, Correct("a", "b"))
        with app.database.writing() as transaction:
            transaction.execute("UPDATE changes SET kind = ?, body = ?", (kind, BODIES[kind]))
        number = app.log.changes.latest("guild-1")[0].id
        listed = await ask(app, ReadChanges())
        assert isinstance(listed, Done)
        assert "another version" in told(app, listed)
        refused = await ask(app, UndoChange(number))
        assert isinstance(refused, Refused)
        person = await ask(app, UndoPerson("mia"))
        assert isinstance(person, Done)
        assert (person.values["count"], person.values["left"]) == (0, 1)
        assert app.answering.answer("guild-1", "a").output == "b"


async def test_settings_go_with_an_export_and_outlive_their_author(tmp_path: Path) -> None:
    async with opened(settings_for(tmp_path, retrain_seconds=3_600)) as app:
        await ask(app, ChangeSetting("prefix", "?"))
        for may_manage in (True, False):
            exported = await ask(app, Export(), may_manage=may_manage)
            assert isinstance(exported, Done)
            private = app.stores.of(exported.workspace).workspace
            with ZipFile(private.resolve(exported.files[0])) as archive:
                assert ("guild-1/settings.json" in archive.namelist()) is may_manage
                assert json.loads(archive.read("changes.json"))[0]["kind"] == "set"
                if may_manage:
                    kept = json.loads(archive.read("guild-1/settings.json"))
                    assert kept == [{"prefix": "?"}]
        await ask(app, Forget())
        assert app.governing.of("guild-1").prefix == "?"
        (change,) = app.log.changes.latest("guild-1")
        assert (change.user, change.kind) == ("", "set")
        listed = await ask(app, ReadChanges())
        assert isinstance(listed, Done)
        assert "somebody set “prefix”" in told(app, listed)
        await ask(app, UndoChange(change.id))
        assert app.governing.of("guild-1").prefix == "!"


async def test_settings_go_with_their_server(tmp_path: Path) -> None:
    async with opened(settings_for(tmp_path, retrain_seconds=3_600)) as app:
        await ask(app, ChangeSetting("prefix", "?"))
        await app.departures.left("guild-1", datetime.now(UTC))
        await app.departures.delete_after(lambda _: 0, datetime.now(UTC))
        await app.departures.back("guild-1")
        assert app.governing.of("guild-1").prefix == "!"
