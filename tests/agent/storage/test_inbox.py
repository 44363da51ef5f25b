"""What could not be answered is counted, ages, and goes with its workspace."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from agent.storage.database import Database
from agent.storage.edits import Edit, EditedLines, Edits
from agent.storage.home import Home
from agent.storage.inbox import Inbox
from agent.storage.personal import Personal

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database, days=lambda _: 10)


def texts(inbox: Inbox, workspace: str = "club", at: datetime = NOON, most: int = 9) -> list[str]:
    return [each.input for each in inbox.commonest(workspace, at, most)]


def test_the_same_words_are_counted_and_the_commonest_come_first(inbox: Inbox) -> None:
    for text in ("Is it open?", "where do I park", "Where do I park?", "hi", "WHERE DO I PARK"):
        inbox.note("club", text, NOON)
    first, *others = inbox.commonest("club", NOON, 9)
    assert (first.input, first.count, first.last) == ("WHERE DO I PARK", 3, NOON)
    assert len(others) == 2
    assert texts(inbox, most=1) == ["WHERE DO I PARK"]
    assert texts(inbox, "another") == []


def test_of_what_was_asked_as_often_the_latest_comes_first(inbox: Inbox) -> None:
    for day, text in enumerate(("monday", "tuesday", "wednesday")):
        inbox.note("club", text, NOON + day * DAY)
    assert texts(inbox, at=NOON + 3 * DAY) == ["wednesday", "tuesday", "monday"]


def test_nothing_tells_who_asked(inbox: Inbox, database: Database) -> None:
    inbox.note("club", "where do I park", NOON)
    (row,) = database.read("SELECT * FROM unanswered")
    assert set(row.keys()) == {"workspace", "key", "input", "count", "last"}


def test_what_was_not_asked_for_long_is_neither_shown_nor_kept(
    inbox: Inbox, database: Database
) -> None:
    inbox.note("club", "where do I park", NOON)
    inbox.note("third", "hi", NOON + 10 * DAY)
    assert texts(inbox, at=NOON + 10 * DAY) == ["where do I park"]
    assert texts(inbox, at=NOON + 11 * DAY) == []
    inbox.note("another", "hi", NOON + 11 * DAY)
    assert len(database.read("SELECT * FROM unanswered")) == 2


def test_dropped_words_are_gone_however_they_were_put(inbox: Inbox) -> None:
    inbox.note("club", "where do I park", NOON)
    inbox.note("another", "where do I park", NOON)
    inbox.drop("club", ["Where do I park?", "never asked"])
    assert texts(inbox) == []
    assert texts(inbox, "another") == ["where do I park"]


def test_it_is_exported_and_forgotten_with_a_private_workspace_only(
    home: Home, database: Database, personal: Personal, inbox: Inbox, tmp_path: Path
) -> None:
    for workspace in ("dm-ada", "club"):
        inbox.note(workspace, "where do I park", NOON)
    target = personal.export("ada", ["dm-ada"], tmp_path / "ada.zip")
    with ZipFile(target) as archive:
        (kept,) = json.loads(archive.read("dm-ada/unanswered.json"))
        assert kept["input"] == "where do I park"
        assert not any(name.startswith("club") for name in archive.namelist())
    personal.forget("ada", ["dm-ada"])
    assert texts(inbox, "dm-ada") == []
    assert texts(inbox) == ["where do I park"]


def edit(workspace: str, changes: EditedLines, user: str = "ada") -> Edit:
    return Edit(
        workspace=workspace, dataset="d", user=user, at=NOON, before="", changes=changes
    )  # fmt: skip


def test_edits_are_forgotten_with_their_workspace_and_elsewhere_only_whose_they_were(
    database: Database, personal: Personal
) -> None:
    edits = Edits(database)
    edits.add(edit("dm-ada", EditedLines(lines=("secret",))))
    kept = edits.add(edit("club", EditedLines(outputs={"a": "b"})))
    personal.forget("ada", ["dm-ada"])
    assert edits.latest("dm-ada") is None
    found = edits.latest("club")
    assert found
    assert (found.id, found.user, found.changes) == (kept.id, "", kept.changes)


def test_edits_lie_over_each_other_until_they_are_undone(database: Database) -> None:
    edits = Edits(database)
    first = edits.add(edit("club", EditedLines(outputs={"a": "b"}, lines=("x",))))
    edits.add(edit("club", EditedLines(outputs={"b": None, "c": "d"})))
    assert edits.overlay("club", "d", 0).outputs == {"a": None, "b": None, "c": "d"}
    assert edits.overlay("club", "d", first.id).outputs == {"b": None, "c": "d"}
    last = edits.latest("club")
    assert last
    edits.undo(last, NOON)
    assert edits.overlay("club", "d", 0).outputs == {"a": "b"}
    assert edits.overlay("club", "d", 0).lines == {"x"}
    assert edits.latest("club") == first
    assert edits.last("club", "d") > last.id


def test_the_last_edit_is_that_of_the_dataset(database: Database) -> None:
    edits = Edits(database)
    first = edits.add(edit("club", EditedLines()))
    edits.add(edit("sea", EditedLines()))
    edits.add(replace(edit("club", EditedLines()), dataset="other"))
    assert edits.last("club", "d") == first.id
    assert edits.last("club", "none") == 0


def test_an_edit_that_cannot_be_read_changes_no_answers(database: Database) -> None:
    edits = Edits(database)
    edits.add(edit("club", EditedLines(outputs={"a": "b"})))
    edits.add(edit("club", EditedLines(outputs={"b": "c"})))
    with database.writing() as transaction:
        transaction.execute("UPDATE edits SET body = '{' WHERE id = 2")
    assert edits.overlay("club", "d", 0).outputs == {"a": "b"}
    found = edits.latest("club")
    assert found
    assert found.changes == EditedLines()


def test_how_long_to_keep_is_not_asked_while_the_database_is_held(database: Database) -> None:
    """A setting is read from the same database, which would wait for itself."""
    with ThreadPoolExecutor(1) as elsewhere:

        def days(workspace: str) -> int:
            rows = elsewhere.submit(database.read, "SELECT count(*) FROM unanswered")
            return len(rows.result(timeout=5))

        inbox = Inbox(database, days)
        inbox.note("guild-1", "where do we meet", NOON)
        inbox.note("guild-2", "when do we meet", NOON)
        assert [len(inbox.everything(each)) for each in ("guild-1", "guild-2")] == [1, 1]


def test_what_an_earlier_version_did_not_note_of_an_edit_was_not_so(database: Database) -> None:
    edits = Edits(database)
    edits.add(edit("club", EditedLines(version="1a")))
    with database.writing() as transaction:
        transaction.execute("UPDATE edits SET body = '{}'")
    found = edits.latest("club")
    assert found is not None
    assert found.changes.model_dump() == {
        "outputs": {}, "lines": (), "added": (), "retired": (), "version": "", "created": False,
    }  # fmt: skip
