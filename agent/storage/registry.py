"""The model versions of a workspace: which is in use, which were before, what made no better."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

from agent.storage.atomic import locked, publish_folder, write_file
from agent.storage.errors import NotThere, StorageError, explained
from agent.storage.names import shown
from agent.storage.scratch import Scratch
from agent.storage.workspace import Workspace

HAD_BACK = timedelta(days=1)
"""How long a model that was not wanted can be had back."""
MODEL_BYTES = 2**20
MODEL_FILES = 10
"""What a model takes, about."""
VERSION = re.compile(r"[0-9]{4,}")
"""What the name of a version looks like."""


class _Pointer(BaseModel):
    used: list[str] = []
    """Versions in the order they came into use; the last one is in use."""
    last: int = 0
    """The highest number ever discarded, so that no number is given twice."""
    put_away: dict[str, AwareDatetime] = {}
    """Versions that were not wanted, and when that was said."""
    futile: str = ""
    """The data that no better model came of, when that was tried last; empty for none."""


class ModelRegistry:
    """Version folders "0001", "0002", …, each whole and never changed, and a pointer to one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._models = workspace.models
        self.pointer = workspace.models / ".current"
        """The file that says which version is in use."""
        self._begun: dict[Path, Scratch] = {}

    def begin(self) -> Path:
        """A new empty folder to make a model in; to be published or abandoned.

        Raises StorageError where the workspace is full.
        """
        self._workspace.make_room(MODEL_BYTES, MODEL_FILES)
        with explained("could_not.make_model_folder"):
            scratch = Scratch(self._models)
        self._begun[scratch.path] = scratch
        return scratch.path

    def publish(self, temp: Path) -> str:
        """Make a folder from `begin` the next version, all of it at once; returns its name."""
        with explained("could_not.keep_model"), locked(self._models):
            last = max([self._read().last, *map(int, self.versions())])
            version = f"{last + 1:04}"
            publish_folder(temp, self._models / version)
        self.abandon(temp)
        return version

    def abandon(self, temp: Path) -> None:
        """Remove a folder from `begin` that will not be published."""
        with explained("could_not.remove_unfinished"):
            self._begun.pop(temp).close()

    def use(self, version: str) -> Path:
        """Point to a version from now on; returns its folder. Raises NotThere."""
        with self._changing() as pointer:
            self._require(version)
            pointer.put_away.pop(version, None)
            if pointer.used[-1:] != [version]:
                pointer.used.append(version)
        return self._models / version

    def use_none(self) -> None:
        """Point to no version from now on; all stay."""
        with self._changing() as pointer:
            pointer.used = []

    def current(self) -> Path | None:
        """The folder of the version in use, or None. Raises NotThere when it has vanished."""
        with explained("could_not.read_current"):
            used = self._read().used
            if not used:
                return None
            self._require(used[-1])
            return self._models / used[-1]

    def versions(self) -> list[str]:
        """All version names, oldest first."""
        if not self._models.exists():
            return []
        names = (path.name for path in self._models.iterdir() if path.is_dir())
        return sorted((name for name in names if VERSION.fullmatch(name)), key=int)

    def rollback(self) -> str:
        """Use the version that was in use before, and again the one before that; its name.

        Raises NotThere, and changes nothing, when there is none.
        """

        with self._changing() as pointer:
            there = set(self.versions())
            history = [version for version, _ in groupby(v for v in pointer.used if v in there)]
            earlier = history[:-1] if history[-1:] == pointer.used[-1:] else history
            if not earlier:
                raise NotThere("model.none_before")
            pointer.used = earlier
        return earlier[-1]

    def discard(self, version: str) -> None:
        """Remove a version that is not in use."""
        doing = explained("could_not.discard_model", version=version)
        with doing, Scratch(self._models) as scratch, locked(self._models):
            pointer = self._read()
            self._require(version)
            if pointer.used[-1:] == [version]:
                raise StorageError("model.in_use", version=version)
            pointer.last = max(pointer.last, int(version))
            pointer.put_away.pop(version, None)
            self._write(pointer)  # first, so that its number is not given again whatever happens
            (self._models / version).rename(scratch.path / version)

    def put_away(self, version: str, at: datetime) -> None:
        """A version is not wanted; for a day it can be had back, later it is removed."""
        with self._changing() as pointer:
            self._require(version)
            pointer.put_away[version] = at

    def latest_discarded(self, at: datetime) -> str:
        """The version that was put away last, within a day. Raises NotThere."""
        there = set(self.versions())
        with explained("could_not.read_current"):
            put_away = self._read().put_away
        recent = [
            (when, version)
            for version, when in put_away.items()
            if version in there and at - when <= HAD_BACK
        ]
        if not recent:
            raise NotThere("model.none_waiting")
        return max(recent)[1]

    def remove_put_away(self, at: datetime) -> int:
        """Remove what was put away longer ago than it can be had back; returns how many."""
        with explained("could_not.read_current"):
            pointer = self._read()
        there = set(self.versions()).difference(pointer.used[-1:])
        old = [v for v, when in pointer.put_away.items() if v in there and at - when > HAD_BACK]
        for version in old:
            self.discard(version)
        return len(old)

    def heal(self, version: str | None) -> None:
        """Begin the pointer anew where it cannot be read, or points to what is not there: with
        `version` in use, or none."""
        with explained("could_not.change_current"), locked(self._models):
            try:
                pointer = self._read()
            except StorageError:
                pointer = _Pointer(last=max(map(int, self.versions()), default=0))
            pointer.used = [v for v in pointer.used if v in self.versions()]
            if version is not None and pointer.used[-1:] != [version]:
                pointer.used.append(version)
            self._write(pointer)

    def mark_futile(self, data: str) -> None:
        """Remember that no better model came of this version of a dataset."""
        with self._changing() as pointer:
            pointer.futile = data

    def is_futile(self, data: str) -> bool:
        """Whether that was tried in vain with this version, and with no other one since."""
        with explained("could_not.read_futile"):
            return data != "" and self._read().futile == data

    def _require(self, version: str) -> None:
        if version not in self.versions():
            raise NotThere("model.missing", version=shown(version))

    @contextmanager
    def _changing(self) -> Iterator[_Pointer]:
        with explained("could_not.change_current"), locked(self._models):
            pointer = self._read()
            yield pointer
            self._write(pointer)

    def _write(self, pointer: _Pointer) -> None:
        write_file(self.pointer, pointer.model_dump_json().encode())

    def _read(self) -> _Pointer:
        if not self.pointer.exists():
            return _Pointer()
        try:
            return _Pointer.model_validate_json(self.pointer.read_bytes())
        except ValidationError as error:
            raise StorageError("model.pointer_damaged", file=self.pointer) from error
