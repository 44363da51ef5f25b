"""What a request needs, by what it is: in a server, what is shared takes a right of its own.

And what the one who asks may do, so that nobody is asked about what they are then refused.
"""

from dataclasses import dataclass
from typing import Literal

from messages import Message

Need = Literal["", "lesson", "teach", "manage"]
"""Nothing, that lessons are taken (perhaps to wait for a trainer), to teach, to manage."""
NOT_ALLOWED = Message("not_allowed")
NOT_MANAGED = Message("not_managed")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a user may do in a workspace, right now."""

    teach: bool = True
    """Change what the workspace's shared model knows."""
    manage: bool = True
    """Change how the agent works there."""
    lesson: bool = True
    """Hand in lessons; of one who may not teach they wait for a trainer."""

    @property
    def waits(self) -> bool:
        """Whether lessons of theirs wait for a trainer."""
        return self.lesson and not self.teach

    def allow(self, need: Need) -> bool:
        """Whether they have this right."""
        return not need or bool(getattr(self, need))

    def refusal(self, need: Need) -> Message | None:
        """Why that is not done for them; None where it is."""
        if self.allow(need):
            return None
        return NOT_MANAGED if need == "manage" else NOT_ALLOWED


class Reads:
    """Changes nothing."""

    __slots__ = ()


class WritesOwn:
    """Changes only what is the asker's."""

    __slots__ = ()


class WritesShared:
    """Changes what all people of a workspace get, or shows what they asked."""

    __slots__ = ()


class Governs:
    """Shows or changes how the agent works in a workspace, which only who manages it may."""

    __slots__ = ()
