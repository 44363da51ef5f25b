"""The SQLite database: opened safely, its schema versioned, one connection for all threads."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agent.storage.errors import StorageError
from agent.storage.schema import STEPS

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
        with _explained("open the database"):
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
        with self._lock, _explained("read the database"):
            return self._connection.execute(sql, _storable(values)).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction, on the disk when the block ends, undone when it raises."""
        with self._lock, _explained("write to the database"):
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
        with self._lock, _explained("write to the database"):
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StorageError(
                "All is deleted, but another process still reads the database, so that traces may "
                "stay in its log; stop that process and ask again."
            )

    def close(self) -> None:
        """Close the file; nothing may be asked afterwards."""
        with self._lock:
            self._connection.close()

    def _prepare(self) -> None:
        with _explained("open the database"):
            for pragma in _PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")
        with self.writing() as transaction:
            (version,) = transaction.execute("PRAGMA user_version").fetchone()
            if version > len(STEPS):
                raise StorageError(
                    f"The database has schema {version} and this program knows only up to "
                    f"{len(STEPS)}: please update the program."
                )
            for statement in (sql for step in STEPS[version:] for sql in step):
                transaction.execute(statement)
            transaction.execute(f"PRAGMA user_version = {len(STEPS)}")


def to_microseconds(at: datetime) -> int:
    """A time, its zone known, as rows keep it: microseconds since 1970 in UTC."""
    return (at - _EPOCH) // _MICROSECOND


def from_microseconds(value: int) -> datetime:
    """The time in UTC that `to_microseconds` was given."""
    return _EPOCH + timedelta(microseconds=value)


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
        raise StorageError(f"I could not {doing}: {_reason(error)}.") from error


def _reason(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return _REASONS.get(code, f"SQLite says “{error}”")


_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_IOERR: "the disk is full or faulty; free some space and try again",
    sqlite3.SQLITE_READONLY: "it may not be written to; check who owns the file",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened; check the folder and who owns it",
    sqlite3.SQLITE_BUSY: "another process holds it; try again, or stop the other one",
    sqlite3.SQLITE_NOTADB: "its file is no SQLite database; move it away or restore a copy",
    sqlite3.SQLITE_CORRUPT: "its file is damaged; move it away or restore a copy",
}
