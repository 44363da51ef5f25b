"""The desk that requests are handed to: it knows who answers which, and no more."""

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent.learning.errors import DatasetError, EncoderError, ModelError, WorkFailed
from agent.requests import Outcome, Refused, Request
from agent.services.threads import in_thread
from agent.storage.errors import StorageError

log = logging.getLogger(__name__)

Progress = Callable[[float], None]
"""Hears how far a job is, 0 to 1."""

REFUSALS = (StorageError, DatasetError, ModelError, EncoderError, WorkFailed)
"""What services raise for reasons a user can understand; the text is one sentence for them."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where, and when (UTC)."""

    user: str
    workspace: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its asker; `progress` may be told how far it is."""

    by: Asker
    progress: Progress


Handler = Callable[[Asked, Any], Outcome | Awaitable[Outcome]]
"""Answers one kind of request, which is its second argument; a plain function runs in a thread."""

Handlers = Mapping[type[Request], Handler]


class Desk:
    """Hands each request to the service that answers it."""

    def __init__(self, *services: Handlers) -> None:
        self._handlers = {kind: handler for each in services for kind, handler in each.items()}

    async def answer(self, asked: Asked, request: Request) -> Outcome:
        """What came of it; a `Refused` where it could not be done."""
        handler = self._handlers[type(request)]
        try:
            if inspect.iscoroutinefunction(handler):
                outcome: Outcome = await handler(asked, request)
                return outcome
            return await in_thread(handler, asked, request)  # type: ignore[arg-type]
        except REFUSALS as error:
            log.info("%s was refused: %s", type(request).__name__, type(error).__name__)
            return Refused(str(error))
