"""Who changed what: kept for thirty days, each change found where it was made and nowhere else."""

from datetime import UTC, datetime, timedelta

import pytest

from agent.storage.changes import UNKNOWN, Change, Changes, Details
from agent.storage.database import Database

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
THEN = NOON - timedelta(days=30)


@pytest.fixture
def changes(database: Database) -> Changes:
    return Changes(database)


def change(
    workspace: str = "club",
    kind: str = "corrected",
    user: str = "ann",
    author: str = "",
    at: datetime = NOON,
) -> Change:
    return Change(
        workspace=workspace,
        user=user,
        author=author or user,
        at=at,
        kind=kind,
        details=Details(about="a", now="b"),
    )


def test_a_change_is_found_by_its_number_where_it_was_made(changes: Changes) -> None:
    first, second = changes.add(change()), changes.add(change())
    elsewhere = changes.add(change("sea"))
    assert changes.find("club", second.id) == second
    assert changes.find("club", elsewhere.id) is None
    assert changes.find("club", 99) is None
    assert changes.latest("club") == [second, first]
    assert changes.latest("club", 1) == [second]


def test_what_is_older_than_thirty_days_goes_with_the_next_change(changes: Changes) -> None:
    oldest = changes.add(change(at=THEN - timedelta(seconds=1)))
    just = changes.add(change("sea", at=THEN))
    changes.add(change())
    assert changes.find("club", oldest.id) is None
    assert changes.find("sea", just.id) == just


def test_a_change_is_taken_back_once_and_of_its_workspace_only(changes: Changes) -> None:
    taken, left = changes.add(change()), changes.add(change())
    elsewhere = changes.add(change("sea"))
    assert not changes.take_back("sea", taken.id, "bea")
    assert changes.take_back("club", taken.id, "bea")
    assert not changes.take_back("club", taken.id, "cleo")
    assert [each.undone for each in changes.latest("club")] == [None, "bea"]
    assert changes.take_back("club", left.id, "cleo")
    assert changes.take_back("sea", elsewhere.id, "cleo")
    changes.reopen("club", left.id)
    assert [each.undone for each in changes.latest("club")] == [None, "bea"]
    assert [each.undone for each in changes.latest("sea")] == ["cleo"]


def test_a_person_has_what_they_changed_and_what_others_took_of_theirs(changes: Changes) -> None:
    ours = changes.add(change("sea"))
    taken = changes.add(change(kind="approved", user="bea", author="ann"))
    changes.add(change(user="bea"))
    assert [each["id"] for each in changes.of_user("ann")] == [ours.id, taken.id]


def test_who_leaves_is_nobody_elsewhere_and_takes_their_dropped_lessons_along(
    changes: Changes,
) -> None:
    changes.add(change("dm-ann"))
    changes.add(change(kind="dropped", user="bea", author="ann"))
    changes.add(change(kind="withdrawn"))
    shared = changes.add(change())
    others = changes.add(change(kind="dropped", user="bea", author="cleo"))
    changes.take_back("club", others.id, "ann")
    changes.forget("ann", ["dm-ann"])
    assert changes.latest("dm-ann") == []
    last, first = changes.latest("club")
    assert (first.id, first.user, first.author, first.details) == (
        shared.id,
        "",
        "",
        shared.details,
    )
    assert (last.id, last.user, last.author, last.undone) == (others.id, "bea", "cleo", "")


def test_of_another_version_there_is_that_something_was_done(
    changes: Changes, database: Database
) -> None:
    """What was left as it was is not kept: an older version reads what it knows all of."""
    odd, torn = changes.add(change(kind="painted")), changes.add(change())
    bodies = database.read("SELECT body FROM changes")
    assert {row["body"] for row in bodies} == {'{"about":"a","now":"b"}'}
    with database.writing() as transaction:
        transaction.execute("UPDATE changes SET body = '{' WHERE id = ?", (torn.id,))
    assert [each.kind for each in changes.latest("club")] == [UNKNOWN, UNKNOWN]
    assert [each.details.about for each in changes.latest("club")] == ["", "a"]
    assert changes.find("club", odd.id) is not None


def test_what_an_earlier_version_did_not_note_is_left_as_it_is(
    changes: Changes, database: Database
) -> None:
    kept = changes.add(change())
    with database.writing() as transaction:
        transaction.execute("UPDATE changes SET body = '{}'")
    found = changes.find("club", kept.id)
    assert found is not None
    assert (found.details.count, found.details.edit, found.undone) == (1, 0, None)
    assert found.details.model_dump(exclude={"count"}) == {
        "about": "", "now": "", "dataset": "", "lines": [], "added": [], "retired": [], "edit": 0,
        "model": ("", ""), "selected": ("", ""), "setting": ("", ""), "dropped": [], "wrong": "",
    }  # fmt: skip
