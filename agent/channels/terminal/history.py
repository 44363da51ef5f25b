"""What was typed before, kept in the home for this user's eyes only."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import FileHistory

PRIVATE = 0o600


class PrivateHistory(FileHistory):
    """The lines of earlier conversations; a file that was deleted is forgotten here, too."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._path = path

    def load_history_strings(self) -> Iterable[str]:
        try:
            return list(super().load_history_strings())
        except OSError:  # what cannot be read cannot be offered, and is no reason not to talk
            return []

    def store_string(self, string: str) -> None:
        if not self._path.exists():
            self._loaded_strings = self._loaded_strings[:1]
        with suppress(OSError):  # a full disk is told of where it loses something
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, PRIVATE))
            super().store_string(string)
