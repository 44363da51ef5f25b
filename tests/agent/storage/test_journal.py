"""Corrections and feedback are kept, undone, retired, read and exported."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from agent.storage.database import Database
from agent.storage.errors import NotThere, StorageError
from agent.storage.journal import Correction, Feedback, Journal, exported

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


def correction(
    key: str, right: str, *, workspace: str = "w1", dataset: str = "d1", user: str = "ada"
) -> Correction:
    return Correction(
        workspace=workspace,
        dataset=dataset,
        user=user,
        at=NOON,
        input=key.upper(),
        key=key,
        wrong="?",
        right=right,
    )


def active(journal: Journal, workspace: str = "w1", dataset: str = "d1") -> dict[str, str]:
    return {each.key: each.right for each in journal.active_corrections(workspace, dataset)}


def test_the_latest_correction_of_a_sentence_counts(journal: Journal) -> None:
    kept = journal.add_correction(correction("hello", "hi"))
    journal.add_correction(correction("hello", "ahoy"))
    journal.add_correction(correction("bye", "farewell"))
    journal.add_correction(correction("hello", "elsewhere", workspace="w2"))
    journal.add_correction(correction("hello", "of another model", dataset="d2"))
    assert active(journal) == {"hello": "ahoy", "bye": "farewell"}
    assert active(journal, dataset="d2") == {"hello": "of another model"}
    assert active(journal, "w2") == {"hello": "elsewhere"}
    assert kept in journal.corrections(workspace="w1")


def test_undoing_brings_back_the_one_before(journal: Journal) -> None:
    first = journal.add_correction(correction("hello", "hi"))
    second = journal.add_correction(correction("hello", "ahoy"))
    journal.undo_correction(second.id)
    assert active(journal) == {"hello": "hi"}
    journal.undo_correction(first.id)
    assert active(journal) == {}
    with pytest.raises(NotThere, match="There is no correction 99 to undo"):
        journal.undo_correction(99)


def test_newer_teaching_retires_corrections_of_its_sentences(journal: Journal) -> None:
    for key in ("hello", "hello", "bye"):
        journal.add_correction(correction(key, "x"))
    journal.add_correction(correction("hello", "x", workspace="w2"))
    journal.add_correction(correction("hello", "x", dataset="d2"))
    assert journal.retire("w1", "d1", (key for key in ("hello", "hello", "unknown"))) == 2
    assert active(journal) == {"bye": "x"}
    assert active(journal, "w2") == active(journal, dataset="d2") == {"hello": "x"}
    assert len(journal.corrections(workspace="w1")) == 4


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_is_one_to_five(journal: Journal, rating: int) -> None:
    with pytest.raises(StorageError, match=f"a whole number from 1 to 5, not {rating}"):
        journal.add_feedback(Feedback(workspace="w1", user="ada", at=NOON, rating=rating))
    assert journal.feedback() == []


def test_every_rating_from_one_to_five_is_kept(journal: Journal) -> None:
    for rating in range(1, 6):
        journal.add_feedback(Feedback(workspace="w1", user="ada", at=NOON, rating=rating))
    assert [each.rating for each in journal.feedback()] == [1, 2, 3, 4, 5]


def test_what_was_taken_back_altogether_is_told_with_its_first_number(journal: Journal) -> None:
    first, second = (journal.add_correction(correction("hello", "hi")) for _ in range(2))
    half = [journal.add_correction(correction("bye", "x")) for _ in range(2)]
    for elsewhere in (correction("a", "x", workspace="w2"), correction("b", "x", dataset="d2")):
        journal.undo_correction(journal.add_correction(elsewhere).id)
    journal.activate([first.id, second.id, half[0].id], active=False)
    assert journal.taken_back("w1", "d1") == {"hello": first.id}
    assert journal.taken_back("w2", "d1").keys() == {"a"}
    assert journal.active("w1", "d1", ["hello", "bye"]) == [half[1].id]
    journal.activate([first.id], active=True)
    assert journal.active("w1", "d1", ["hello"]) == [first.id]
    assert journal.active("w1", "d1", ["b"]) == journal.active("w2", "d1", ["hello"]) == []
    assert sorted(journal.corrected()) == ["w1", "w2"]


def test_entries_are_read_by_workspace_and_user_oldest_first(journal: Journal) -> None:
    later = Feedback(workspace="w1", user="ada", at=NOON + timedelta(hours=1), rating=4)
    feedback = journal.add_feedback(later)
    mended = journal.add_correction(correction("hello", "hi"))
    others = journal.add_correction(correction("hello", "hi", user="bob", workspace="w2"))
    assert journal.entries(workspace="w1") == [mended, feedback]
    assert journal.entries(user="bob") == [others]
    assert journal.entries(workspace="w1", user="bob") == []
    assert journal.entries() == [mended, others, feedback]


def test_entries_export_as_json(journal: Journal) -> None:
    journal.add_correction(correction("hello", "hi"))
    journal.add_feedback(Feedback(workspace="w1", user="ada", at=NOON, rating=5, comment="nice"))
    assert json.loads(json.dumps([exported(entry) for entry in journal.entries()])) == [
        {
            "kind": "correction",
            "id": 1,
            "workspace": "w1",
            "dataset": "d1",
            "user": "ada",
            "at": "2026-01-02T12:00:00+00:00",
            "input": "HELLO",
            "key": "hello",
            "wrong": "?",
            "right": "hi",
            "active": True,
        },
        {
            "kind": "feedback",
            "id": 1,
            "workspace": "w1",
            "user": "ada",
            "at": "2026-01-02T12:00:00+00:00",
            "rating": 5,
            "comment": "nice",
            "input": None,
            "answer": None,
        },
    ]
