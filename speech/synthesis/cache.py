"""Spoken sentences on disk, by engine, voice, rate and text; the least recently used go first."""

import logging
import os
from collections import OrderedDict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Lock

from speech.synthesis.base import Engine, Job

_log = logging.getLogger(__name__)
ENDING = ".pcm"


class Store:
    """A folder of sounds that takes at most `limit` bytes. Shared by threads and engines."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder, self._limit = folder, limit
        self._lock = Lock()
        self._sizes: OrderedDict[str, int] = OrderedDict()
        for path in sorted(folder.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime):
            self._sizes[path.stem] = path.stat().st_size

    def get(self, key: str) -> bytes | None:
        """The sound under a key, or None; it then is the most recently used."""
        with self._lock:
            if key not in self._sizes:
                return None
            try:
                sound = self._path(key).read_bytes()
                os.utime(self._path(key))
            except OSError:
                del self._sizes[key]
                return None
            self._sizes.move_to_end(key)
            return sound

    def put(self, key: str, sound: bytes) -> None:
        """Keep a sound, dropping old ones for it; a disk that is full keeps none."""
        if len(sound) > self._limit:
            return
        with self._lock:
            try:
                self._make_room(len(sound))
                self._write(key, sound)
            except OSError as error:
                _log.warning("The speech cache could not be written: %s", error.strerror)
            else:
                self._sizes[key] = len(sound)

    def _make_room(self, size: int) -> None:
        while self._sizes and sum(self._sizes.values()) + size > self._limit:
            key, _ = self._sizes.popitem(last=False)
            self._path(key).unlink(missing_ok=True)

    def _write(self, key: str, sound: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._path(key).with_suffix(".part")
        try:
            with beside.open("wb") as file:
                file.write(sound)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path(key))
        finally:
            beside.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{ENDING}"


class Cached(Engine):
    """An engine that says a sentence once and then plays it."""

    def __init__(self, engine: Engine, store: Store) -> None:
        self.name, self.voice, self.remarks = engine.name, engine.voice, engine.remarks
        self.variant = engine.variant
        self._engine, self._store = engine, store

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        key = self._key(sentence)
        if sound := self._store.get(key):
            yield sound
            return
        chunks = []
        for chunk in self._engine.synthesize(sentence, job):
            chunks.append(chunk)
            yield chunk
        if not job.cancelled.is_set():
            self._store.put(key, b"".join(chunks))

    def _key(self, sentence: str) -> str:
        said = "\0".join(
            (self.name + self.variant, self.voice.name, str(self.voice.rate), sentence)
        )
        return sha256(said.encode()).hexdigest()
