"""Errors that nobody expected, in the log: their kind and where, never the words they may quote."""

import asyncio
import logging
import traceback
from types import TracebackType
from typing import Any

from agent.prompts.failure import Failure

ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)
_log = logging.getLogger(__name__)


def where(error: BaseException) -> str:
    """The lines of code an error came through."""
    return "".join(traceback.format_tb(error.__traceback__))


def log_error(error: Exception) -> None:
    """Log what ended a turn: in a line where it is known what to do, such as with a full disk."""
    if isinstance(error, Failure):
        _log.warning("a turn failed: %s", error.prompt)
    else:
        _log.error("defect: %s\n%s", type(error).__name__, where(error))


class WordlessFormatter(logging.Formatter):
    """Leaves out what the errors of records say, ours and those of libraries."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 (logging's name)
        kind, error, _ = ei
        return f"{where(error)}{kind.__name__}" if kind and error else ""


def log_lost(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error that nobody waits for, where asyncio would print what tasks and calls hold."""
    error = context.get("exception")
    if error is None:
        _log.error("the event loop complains")
    else:
        _log.error("defect: %s, which nobody waits for\n%s", type(error).__name__, where(error))
