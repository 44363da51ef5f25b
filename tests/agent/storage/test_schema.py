"""A database of every schema that ever landed is brought to today's without losing a dialog."""

import json
import sqlite3
from pathlib import Path

import pytest

from agent.dialog.session import Attention, Session
from agent.states.guided_test import GuidedTest
from agent.states.lesson import Lesson
from agent.storage.database import Database
from agent.storage.schema import STEPS

OF_CLASSES = 2
"""The schema in which a task was saved under the name of its class."""


def opened_from(path: Path, version: int, body: str) -> str:
    """The body of a session saved in that schema, as it reads when it is opened today."""
    with sqlite3.connect(path) as raw:
        for step in STEPS[:version]:
            for statement in step:
                raw.execute(statement)
        raw.execute(f"PRAGMA user_version = {version}")
        raw.execute("INSERT INTO sessions VALUES ('u', 'w', 'testing', ?, 0)", (body,))
    raw.close()
    database = Database(path)
    (row,) = database.read("SELECT body FROM sessions")
    database.close()
    return str(row["body"])


def test_tasks_saved_under_their_class_are_found(tmp_path: Path) -> None:
    cases = [["hi", "hello", "hello"]]
    body = json.dumps({"task": {"kind": "Trial", "cases": cases}, "spoken": True})
    session = Session.from_json("u", "w", "testing", opened_from(tmp_path / "db", OF_CLASSES, body))
    assert isinstance(session.task, GuidedTest)
    assert session.task.cases == [("hi", "hello", "hello")]
    assert session.spoken


def test_what_a_lesson_counted_is_kept(tmp_path: Path) -> None:
    body = json.dumps({"task": {"kind": "Lesson", "dataset": "d", "doubles": 3}})
    session = Session.from_json("u", "w", "testing", opened_from(tmp_path / "db", OF_CLASSES, body))
    assert isinstance(session.task, Lesson)
    assert (session.task.dataset, session.task.duplicates) == ("d", 3)


@pytest.mark.parametrize("body", ["{}", "{", "[]", '{"task": 5}', '{"task": {"kind": 7}}'])
def test_a_body_of_another_shape_is_left_as_it_is(tmp_path: Path, body: str) -> None:
    assert opened_from(tmp_path / "db", OF_CLASSES, body) == body


@pytest.mark.parametrize("version", [OF_CLASSES, 3])
def test_a_parked_dialog_stays_parked(tmp_path: Path, version: int) -> None:
    body = json.dumps({"resting": "parked", "job": 3, "misses": 1})
    session = Session.from_json("u", "w", "testing", opened_from(tmp_path / "db", version, body))
    assert (session.attention, session.misses) == (Attention.PARKED, 1)


@pytest.mark.parametrize(
    ("body", "attention"),
    [({"resting": "parked"}, "parked"), ({"job": 3}, ""), ({"resting": None, "job": None}, "")],
)
def test_each_of_what_was_kept_of_a_parked_dialog_is_taken_over(
    tmp_path: Path, body: dict[str, object], attention: str
) -> None:
    opened = json.loads(opened_from(tmp_path / "db", 3, json.dumps({**body, "misses": 1})))
    assert opened == {"misses": 1, "attention": attention}
