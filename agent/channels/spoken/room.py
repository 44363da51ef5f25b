"""Where a spoken dialog is held, as its conversations see it."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Protocol

from agent.channels.spoken.company import Company
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand
from agent.runtime.channel import Delivery


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was said, for whoever follows a conversation."""

    at: float
    """When it began, in seconds on the room's clock."""
    key: SessionKey
    text: str
    state: str
    """Where the dialog was then: before the person's words, after the agent's."""
    _: KW_ONLY
    agent: bool = False
    """Whether the agent said it, or the person."""
    confidence: float = 1.0
    aloud: bool = True
    """Whether it was spoken, rather than written."""
    taken: bool = True
    """Whether it became a turn; what was not meant for the agent does not."""
    late: float = 0.0
    """Seconds of silence after a person's words until they were taken to be over."""


class Room(Protocol):
    """A place with one mouth, and perhaps paper."""

    @property
    def company(self) -> Company:
        """Who else is there."""

    @property
    def open(self) -> bool:
        """Whether the agent is still there, so that it can be heard."""

    def clock(self) -> float:
        """Seconds, on the time axis of the utterances."""

    async def say(self, key: SessionKey, words: str, said: Callable[[], None]) -> float:
        """Say this to a user after what there is to say, and return when, without waiting for it.

        `said` is called at its end, be it that it was all said, cut short, or failed.
        """

    def interrupt(self, key: SessionKey) -> bool:
        """Fall silent if it is to this user that the agent speaks, until `go_on`; whether it is."""

    def go_on(self, key: SessionKey, *, rest: bool) -> None:
        """Speak to them again after `interrupt`; without the `rest`, of nothing said before."""

    def stop_speaking(self, key: SessionKey) -> None:
        """Stop speaking, at once; what waits to be said to others than this user is said still."""

    async def write(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        """Hand this over in writing."""

    async def handle_command(self, key: SessionKey, command: HandleCommand) -> bool:
        """Carry out a command that is about the place, such as leave; False where it cannot."""

    def move_to_text(self, key: SessionKey) -> None:
        """Let this user's dialog go on in writing."""

    def may_teach(self, key: SessionKey) -> bool:
        """As `Channel.may_teach`."""

    def note(self, line: Line) -> None:
        """Somebody may want to follow what is said."""
