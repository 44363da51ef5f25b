"""The SQLite database: opened safely, its schema versioned, one connection for all threads."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agent.storage.errors import StorageError
from agent.storage.private import FILE
from agent.storage.schema import STEPS
from messages import Message

Value = str | int | None
Values = Sequence[Value] | Mapping[str, Value]

_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Transaction:
    """What may be done to the database while it is held for writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement; half a surrogate pair, which is no text, is kept as U+FFFD."""
        return self._connection.execute(sql, _storable(values))


class Database:
    """An open database; every method may be called from any thread."""

    def __init__(self, path: Path, *, patience: float = 5.0) -> None:
        """Open the file at `path`, making and migrating it as needed. Raises StorageError.

        `patience` is how many seconds another process may hold it before that is an error.
        """
        self._lock = threading.Lock()
        with suppress(OSError):  # which SQLite explains better
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE))
        with _explained("could_not.open_database"):
            self._connection = sqlite3.connect(
                path, timeout=patience, check_same_thread=False, isolation_level=None
            )
            self._connection.row_factory = sqlite3.Row
        try:
            self._prepare()
        except StorageError:
            self._connection.close()
            raise

    def read(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """The rows a SELECT gives."""
        with self._lock, _explained("could_not.read_database"):
            return self._connection.execute(sql, _storable(values)).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction, on the disk when the block ends, undone when it raises."""
        with self._lock, _explained("could_not.write_database"):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite undoes it itself when the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    def erase_traces(self) -> None:
        """Empty the write-ahead log, in which deleted rows could otherwise still be found.

        Raises StorageError when another process keeps the log in use.
        """
        with self._lock, _explained("could_not.write_database"):
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StorageError("database.traces")

    def close(self) -> None:
        """Close the file; nothing may be asked afterwards."""
        with self._lock:
            self._connection.close()

    def _prepare(self) -> None:
        with _explained("could_not.open_database"):
            for pragma in _PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")
        with self.writing() as transaction:
            (version,) = transaction.execute("PRAGMA user_version").fetchone()
            if version > len(STEPS):
                raise StorageError("database.too_new", version=version, known=len(STEPS))
            for statement in (sql for step in STEPS[version:] for sql in step):
                transaction.execute(statement)
            transaction.execute(f"PRAGMA user_version = {len(STEPS)}")


def to_microseconds(at: datetime) -> int:
    """A time, its zone known, as rows keep it: microseconds since 1970 in UTC."""
    return (at - _EPOCH) // _MICROSECOND


def from_microseconds(value: int) -> datetime:
    """The time in UTC that `to_microseconds` was given; 1970 for what is none."""
    try:
        return _EPOCH + timedelta(microseconds=value)
    except (TypeError, OverflowError):
        return _EPOCH


def _storable(values: Values) -> Values:
    if isinstance(values, Mapping):
        return {name: _text(value) for name, value in values.items()}
    return [_text(value) for value in values]


def _text(value: Value) -> Value:
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


@contextmanager
def _explained(doing: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(doing, reason=_reason(error)) from error


def _reason(error: sqlite3.Error) -> Message:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _REASONS:
        return Message(_REASONS[code])
    return Message("reason.sqlite", {"error": str(error)})


_REASONS = {
    sqlite3.SQLITE_FULL: "reason.disk_full",
    sqlite3.SQLITE_IOERR: "reason.disk_full_or_faulty",
    sqlite3.SQLITE_READONLY: "reason.not_writable",
    sqlite3.SQLITE_CANTOPEN: "reason.cannot_open",
    sqlite3.SQLITE_BUSY: "reason.busy",
    sqlite3.SQLITE_NOTADB: "reason.no_database",
    sqlite3.SQLITE_CORRUPT: "reason.corrupt",
}
