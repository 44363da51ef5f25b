"""Where the log goes: standard error, or files that take turns."""

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from agent.settings import Settings
from agent.storage.errors import explained
from agent.storage.private import FILE, FOLDER

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OURS = ("agent", "speech", "downloads")
KEPT = 4
"""Files besides the one that is written."""


def begin_log(settings: Settings) -> None:
    """Log as the settings say. Raises StorageError where the file cannot be written.

    Libraries tell no more than at INFO: below, theirs hold what people write and say.
    """
    handlers: list[logging.Handler] | None = None
    if settings.log_file is not None:
        with explained("could_not.log", file=settings.log_file):
            handlers = [_Private(settings.log_file, settings.log_mb << 20)]
    level = logging.getLevelNamesMapping()[settings.log_level]
    logging.basicConfig(level=max(level, logging.INFO), format=FORMAT, handlers=handlers)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


class _Private(RotatingFileHandler):
    """Files for their owner's eyes only."""

    def __init__(self, path: Path, size: int) -> None:
        path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        super().__init__(path, maxBytes=size, backupCount=KEPT, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE))
        return super()._open()
