"""Requests are handed to the service that answers them: it knows who answers which, and no more."""

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from agent.dialog.outcomes import Outcome, Refused
from agent.dialog.requests import Request
from agent.dialog.rights import NOT_ALLOWED, NOT_MANAGED, Governs, Reads, WritesOwn
from agent.prompts.failure import Failure
from agent.runtime.threads import in_thread
from messages import Message

log = logging.getLogger(__name__)

Progress = Callable[[float], None]
"""Hears how far a job is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Who asks, where and when (UTC); `progress` may be told how far the request is."""

    user: str
    workspace: str
    at: datetime
    progress: Progress
    may_teach: bool = True
    """Whether they may change what the workspace's shared model knows."""
    tell: Callable[[Message], None] = lambda message: None
    """Tells them something meanwhile."""
    may_manage: bool = True
    """Whether they may change how the agent works there."""


Handler = Callable[[RequestContext, Any], Outcome | Awaitable[Outcome]]
"""Answers one kind of request, which is its second argument; a plain function runs in a thread."""

Handlers = Mapping[type[Request], Handler]


class Service(Protocol):
    """Who answers some kinds of requests."""

    @property
    def handlers(self) -> Handlers: ...


class Dispatcher:
    """Hands each request to the service that answers it."""

    def __init__(self, *services: Handlers, otherwise: Handlers | None = None) -> None:
        """`otherwise` answers what is asked without the right to teach."""
        self._handlers = {kind: handler for each in services for kind, handler in each.items()}
        self._otherwise = otherwise or {}

    @property
    def kinds(self) -> frozenset[type[Request]]:
        """The kinds of requests that somebody answers."""
        return frozenset(self._handlers)

    async def answer(self, context: RequestContext, request: Request) -> Outcome:
        """What came of it; a `Refused` where it could not be done.

        Without the right to teach, only what is known to change nothing shared is done.
        """
        if isinstance(request, Governs) and not context.may_manage:
            return Refused(NOT_MANAGED)
        handler = self._handlers[type(request)]
        if not (context.may_teach or isinstance(request, Reads | WritesOwn | Governs)):
            if type(request) not in self._otherwise:
                return Refused(NOT_ALLOWED)
            handler = self._otherwise[type(request)]
        try:
            if inspect.iscoroutinefunction(handler):
                outcome: Outcome = await handler(context, request)
                return outcome
            return await in_thread(handler, context, request)  # type: ignore[arg-type]
        except Failure as error:
            log.info("%s was refused: %s", type(request).__name__, type(error).__name__)
            return Refused(error.message)
