"""A person gets all that is kept of them, and can have it all deleted."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from agent.storage import zips
from agent.storage.archive import Archive
from agent.storage.database import Database
from agent.storage.datasets import DatasetStore
from agent.storage.drafts import Drafts
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.journal import Correction, Feedback, Journal
from agent.storage.personal import Forgotten, Personal
from agent.storage.preferences import Preferences
from agent.storage.sessions import SessionRow, SessionStore
from tests.agent.storage.conftest import others_remove, person_of, small_disk, taught

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
SECRET = "my cat is called Schrödinger"


@pytest.fixture
def lives(home: Home, database: Database) -> None:
    """Ada and Bob, each in their own workspace and in a shared one."""
    for user in ("ada", "bob"):
        for name in (f"dm-{user}", "guild-1"):
            text = f"{SECRET} {user} {name}"
            SessionStore(database).save(SessionRow(user, name, "idle", text, NOON))
            Journal(database).add_correction(
                Correction(
                    workspace=name,
                    dataset="cats",
                    user=user,
                    at=NOON,
                    input=text,
                    key=text,
                    wrong=None,
                    right="x",
                )
            )
            Journal(database).add_feedback(
                Feedback(workspace=name, user=user, at=NOON, rating=4, comment=text)
            )
        own = home.workspace(f"dm-{user}")
        store = DatasetStore(own, Archive(own))
        store.save("cats", taught(f"{SECRET} => yes"))
        store.select("cats")
        Preferences(database).choose(own.name, "prefix", user)
        Drafts(home.workspace("guild-1")).keep(user, taught(f"{SECRET} {user} draft => yes"))


def traces(home: Home, text: str) -> list[str]:
    """The files in which `text` can still be read."""
    files = (path for path in home.root.rglob("*") if path.is_file())
    return sorted(path.name for path in files if text.encode() in path.read_bytes())


@pytest.mark.usefixtures("lives")
def test_forgetting_leaves_nothing_of_them_and_all_of_others(
    home: Home, database: Database, personal: Personal
) -> None:
    assert traces(home, f"{SECRET} ada") != []
    bobs = {row for row in SessionStore(database).all() if row.user == "bob"}
    assert personal.forget("ada", ["dm-ada"]) == Forgotten(2, 2, 2, files=2)
    assert traces(home, f"{SECRET} ada") == []
    assert traces(home, f"{SECRET} bob") != []
    assert home.workspaces() == ["dm-bob", "guild-1"]
    assert set(SessionStore(database).all()) == bobs
    assert {entry.user for entry in Journal(database).entries()} == {"bob"}
    assert personal.forget("ada", ["dm-ada"]) == Forgotten(0, 0, 0, files=0)


@pytest.mark.usefixtures("lives")
def test_lessons_may_stay_as_anybodys(home: Home, database: Database, personal: Personal) -> None:
    """What a satellite was taught is of all who talk to it."""
    assert personal.forget("ada", ["dm-ada"], lessons=False) == Forgotten(2, 0, 2, files=2)
    taught_by = [each.user for each in Journal(database).corrections()]
    assert taught_by == ["ada", "ada", "bob", "bob"]


@pytest.mark.usefixtures("lives")
def test_a_reader_that_keeps_traces_alive_is_said(home: Home) -> None:
    database = Database(home.database_path, patience=0)
    personal = person_of(home, database)
    other = Database(home.database_path)
    reading = other._connection.execute("SELECT * FROM sessions")
    reading.fetchone()
    with pytest.raises(StorageError, match="stop that process and ask again"):
        personal.forget("ada", [])
    reading.close()
    other.close()
    assert personal.forget("ada", []) == Forgotten(0, 0, 0, files=0)
    database.close()


@pytest.mark.usefixtures("lives")
def test_an_export_holds_all_of_them_and_nothing_of_others(
    personal: Personal, tmp_path: Path
) -> None:
    target = personal.export("ada", ["dm-ada"], tmp_path / "out" / "ada.zip")
    manifest = zips.read_manifest(target)
    assert (manifest.kind, manifest.name) == ("export", "ada")
    with ZipFile(target) as archive:
        contents = {
            name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        }
    assert not any("bob" in content for content in contents.values())
    assert {row["workspace"] for row in json.loads(contents["sessions.json"])} == {
        "dm-ada",
        "guild-1",
    }
    assert [row["rating"] for row in json.loads(contents["feedback.json"])] == [4, 4]
    assert len(json.loads(contents["corrections.json"])) == 2
    assert SECRET in contents["corrections.json"]
    assert SECRET in contents["dm-ada/datasets/cats.json"]
    assert json.loads(contents["dm-ada/settings.json"]) == [{"prefix": "ada"}]
    assert [name.startswith("drafts/guild-1/") for name in contents].count(True) == 1
    assert sum(name.startswith("dm-ada/archive/cats-") for name in contents) == 1


def test_of_a_stranger_there_is_nothing(personal: Personal, tmp_path: Path) -> None:
    target = personal.export("eve", ["dm-eve"], tmp_path / "eve.zip")
    assert set(zips.read_manifest(target).files) == {
        "changes.json",
        "consents.json",
        "edits.json",
        "corrections.json",
        "feedback.json",
        "proposals.json",
        "sessions.json",
    }
    with ZipFile(target) as archive:
        assert archive.read("sessions.json") == b"[]"


@pytest.mark.usefixtures("lives")
def test_an_export_that_does_not_fit_leaves_no_half(personal: Personal, tmp_path: Path) -> None:
    with small_disk(200), pytest.raises(StorageError, match=r"write the export ada\.zip: the file"):
        personal.export("ada", ["dm-ada"], tmp_path / "out" / "ada.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_forgetting_empties_the_cache_which_may_hold_anybodys_words(
    home: Home, database: Database, lives: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    others_remove(monkeypatch, "gone.pcm")
    spoken = home.cache / "speech/ab/words.pcm"
    spoken.parent.mkdir(parents=True)
    spoken.write_bytes(b"words")
    person_of(home, database).forget("ada", ["dm-ada"])
    assert not spoken.exists()
    assert spoken.parent.is_dir()
