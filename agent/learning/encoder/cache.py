"""Embeddings kept on disk, so that the next training encodes only what is new."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from agent.learning.encoder.encoder import Encoder, Floats

_MOST = 200_000
_SCHEMA = "CREATE TABLE IF NOT EXISTS embedding (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
_PRUNE = """DELETE FROM embedding WHERE rowid <=
            (SELECT rowid FROM embedding ORDER BY rowid DESC LIMIT 1 OFFSET ?)"""


class CachedEncoder:
    """An encoder in front of a SQLite file of its vectors, keyed by a hash of sentence and encoder.

    The newest 200,000 are kept. A file that is damaged is begun anew.
    """

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder = encoder
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return CachedEncoder, (self._encoder, self._path)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the encoder behind."""
        return self._encoder.fingerprint

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors, [texts, dimensions]."""
        try:
            return self._encode(texts)
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Floats:
        keys = [self._key(text) for text in texts]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=60)) as database:
            database.execute(_SCHEMA)
            found = dict(self._find(database, keys))
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
            if missing:
                vectors = self._encoder.encode(list(missing.values()))
                found.update(zip(missing, vectors, strict=True))
                self._keep(database, [(key, found[key].tobytes()) for key in missing])
        return np.stack([found[key] for key in keys])

    def _find(
        self, database: sqlite3.Connection, keys: Sequence[bytes]
    ) -> Iterator[tuple[bytes, Floats]]:
        for key in keys:
            row = database.execute("SELECT vector FROM embedding WHERE key = ?", (key,)).fetchone()
            if row:
                yield key, np.frombuffer(row[0], np.float32)

    def _keep(self, database: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> None:
        with database:
            database.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?)", rows)
            database.execute(_PRUNE, (_MOST,))

    def _key(self, text: str) -> bytes:
        content = f"{self.fingerprint}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=16).digest()
