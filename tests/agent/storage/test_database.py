"""The database opens safely, migrates once, and says what is wrong with it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.storage.database import Database, from_microseconds, to_microseconds
from agent.storage.errors import StorageError
from agent.storage.journal import Journal
from tests.agent.storage.conftest import forbidden, small_disk

INSERT = "INSERT INTO feedback (workspace, user, at, rating, comment) VALUES ('w', 'u', 0, 5, ?)"


def comments(database: Database) -> list[str]:
    return [row["comment"] for row in database.read("SELECT comment FROM feedback ORDER BY id")]


def add(database: Database, comment: str) -> None:
    with database.writing() as transaction:
        transaction.execute(INSERT, (comment,))


def test_what_is_written_is_there_when_opened_again(tmp_path: Path) -> None:
    first = Database(tmp_path / "db")
    add(first, "nice")
    first.close()
    second = Database(tmp_path / "db")
    assert comments(second) == ["nice"]
    second.close()


def test_it_is_opened_so_that_a_power_cut_loses_nothing(database: Database) -> None:
    assert database.read("PRAGMA journal_mode")[0][0] == "wal"
    assert database.read("PRAGMA synchronous")[0][0] == 2
    assert database.read("PRAGMA secure_delete")[0][0] == 1


def test_a_block_that_fails_changes_nothing_and_the_next_one_works(database: Database) -> None:
    def fail() -> None:
        with database.writing() as transaction:
            transaction.execute(INSERT, ("half",))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    add(database, "whole")
    assert comments(database) == ["whole"]


def test_many_threads_may_write_and_read(database: Database) -> None:
    def write(number: int) -> None:
        add(database, str(number))
        assert str(number) in comments(database)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(64)))
    assert sorted(map(int, comments(database))) == list(range(64))


def test_two_processes_opening_a_new_database_make_it_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        opened = list(threads.map(lambda _: Database(tmp_path / "db"), range(8)))
    for number, database in enumerate(opened):
        add(database, str(number))
    assert len(comments(opened[0])) == 8
    for database in opened:
        database.close()


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "db"
    Database(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"has schema 99 .* please update the program"):
        Database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "db"
    path.write_bytes(b"something else, " * 100)
    with pytest.raises(StorageError, match="its file is not an SQLite database; move it away"):
        Database(path)
    assert path.read_bytes() == b"something else, " * 100


def test_a_damaged_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "db"
    database = Database(path)
    for number in range(200):
        add(database, f"{number} " * 100)
    database.close()
    content = bytearray(path.read_bytes())
    content[4096:-4096] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(StorageError, match="its file is damaged; move it away or restore a copy"):
        comments(Database(path))


def test_a_database_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="its file cannot be opened; check the folder"):
        Database(tmp_path / "missing" / "db")
    with forbidden(tmp_path), pytest.raises(StorageError, match="its file cannot be opened"):
        Database(tmp_path / "db")


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")
    add(database, "kept")
    with small_disk(100_000), pytest.raises(StorageError, match="the disk is full or faulty"):
        add(database, "x" * 1_000_000)
    assert comments(database) == ["kept"]
    add(database, "again")
    assert comments(database) == ["kept", "again"]
    database.close()


@given(st.text())
def test_any_text_comes_back_with_half_pairs_replaced(text: str) -> None:
    with TemporaryDirectory() as folder:
        database = Database(Path(folder) / "db")
        add(database, text)
        joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        assert comments(database) == [joined]
        database.close()


def test_lone_surrogates_and_nul_are_kept_as_text(database: Database) -> None:
    for text in ("a\ud800b", "a\0b", "\ufeffbom", "\u202eright to left"):
        add(database, text)
    assert comments(database) == ["a\ufffdb", "a\0b", "\ufeffbom", "\u202eright to left"]


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9))])))
def test_times_are_kept_to_the_microsecond(at: datetime) -> None:
    assert from_microseconds(to_microseconds(at)) == at


@pytest.mark.parametrize("at", ["soon", b"", 2**63 - 1, -(2**63)])
def test_a_time_that_is_none_is_1970_and_hides_nothing(database: Database, at: object) -> None:
    add(database, "nice")
    with database.writing() as transaction:
        transaction.execute("UPDATE feedback SET at = ?", (at,))  # type: ignore[arg-type]
    (entry,) = Journal(database).feedback()
    assert (entry.comment, entry.at) == ("nice", datetime(1970, 1, 1, tzinfo=UTC))
