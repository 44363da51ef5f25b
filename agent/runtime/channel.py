"""A place where dialogs happen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, MoveToText, Say, ShowProgress, StopSpeaking

Delivery = Say | Path | ShowProgress | StopSpeaking | MoveToText | HandleCommand
"""What a channel delivers: words, a file, how far a job is, and what only some places can do."""


class Channel(Protocol):
    """Where a session's effects go; its turns come to the runner from here."""

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        """Deliver in this order; what the place cannot do is left out or said in words."""

    def may_teach(self, key: SessionKey) -> bool:
        """Whether this user may change what the workspace's shared model knows, right now."""


@runtime_checkable
class Managed(Protocol):
    """A place that not everybody who may teach manages."""

    def may_manage(self, key: SessionKey) -> bool:
        """Whether this user may change how the agent works here, right now."""
