"""One dialog for all workspaces that speak alike, made when the first of them is spoken with."""

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from agent.dialog.dialog import Dialog
from agent.dialog.rights import Rights
from agent.dialog.session import Session
from agent.dialog.turns import Effect, Expectation, Meaning, Said, Turn

MOST = 32
"""Dialogs that are kept."""


class Manner(Protocol):
    """How people speak with the agent in a workspace."""

    @property
    def agent_language(self) -> str: ...

    @property
    def prefix(self) -> str: ...

    @property
    def approval(self) -> bool: ...


class Dialogs:
    """Steps each session with the dialog of its workspace."""

    def __init__(self, manner: Callable[[str], Manner], make: Callable[[str, str], Dialog]) -> None:
        """`manner` says how a workspace is spoken with; `make` takes language and prefix."""
        self._manner = manner
        self._made = lru_cache(maxsize=MOST)(make)

    def step(
        self, session: Session, turn: Turn, *, teach: bool, manage: bool
    ) -> tuple[Effect, ...]:
        """As Dialog.step, of a user who may teach and manage there, or not."""
        approval = self._manner(session.workspace).approval
        rights = Rights(teach=teach, manage=manage, lesson=teach or approval)
        return self._of(session).step(session, turn, rights)

    def expected(self, session: Session) -> Expectation:
        """As Dialog.expected."""
        return self._of(session).expected(session)

    def understood(self, session: Session, said: Said) -> Meaning:
        """As Dialog.understood."""
        return self._of(session).understood(session, said)

    def questions(self, session: Session) -> tuple[object, ...]:
        """As Dialog.questions."""
        return self._of(session).questions(session)

    def _of(self, session: Session) -> Dialog:
        manner = self._manner(session.workspace)
        return self._made(manner.agent_language, manner.prefix)
