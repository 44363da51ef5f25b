"""Where the log goes: standard error, or files that take turns."""

import logging
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from agent.building import renderer
from agent.runtime.defects import WordlessFormatter
from agent.settings import Settings
from agent.storage.errors import explained
from agent.storage.private import FILE, make_private

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OURS = ("agent", "speech", "downloads")
KEPT = 4
"""Files besides the one that is written."""


def begin_log(settings: Settings) -> None:
    """Log as the settings say. Raises StorageError where the file cannot be written.

    Libraries tell no more than at INFO, and asyncio no more than errors: below, theirs hold what
    people write and say.
    """
    handler: logging.Handler = logging.StreamHandler()
    if settings.log_file is not None:
        with explained("could_not.log", file=settings.log_file):
            told = renderer(settings).text("log.unwritten", file=settings.log_file)
            handler = _Private(settings.log_file, settings.log_mb << 20, told)
    handler.setFormatter(WordlessFormatter(FORMAT))
    logging.raiseExceptions = False  # a log that cannot be written disturbs nobody's dialog
    level = logging.getLevelNamesMapping()[settings.log_level]
    logging.basicConfig(level=max(level, logging.INFO), handlers=[handler])
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


class _Private(RotatingFileHandler):
    """Files for their owner's eyes only; `unwritten` is said once where the disk is full."""

    def __init__(self, path: Path, size: int, unwritten: str) -> None:
        make_private(path.parent)
        self._unwritten = unwritten
        super().__init__(path, maxBytes=size, backupCount=KEPT, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        told, self._unwritten = self._unwritten, ""
        if told:
            print(told, file=sys.stderr)
        stream, self.stream = self.stream, None  # opened again for the next record
        with suppress(OSError, ValueError):  # what it could not write, it cannot write now
            if stream:
                stream.close()
