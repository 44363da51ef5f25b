"""What a terminal's conversation asks of its screen."""

from collections.abc import Awaitable, Callable
from typing import Protocol

Hear = Callable[[str], Awaitable[None]]
"""Takes a line when it is entered; what it returns is done when the line was answered."""


class Screen(Protocol):
    """Where lines are typed and answers are shown."""

    async def read(self, hear: Hear, interrupted: Callable[[], None]) -> None:
        """Hand over lines until the input ends or `leave` is called.

        `interrupted` is called for a Ctrl-C that had no typed words to clear.
        """

    def typed_ahead(self) -> list[str]:
        """The lines that were entered before anything read them."""

    def show(self, text: str) -> None:
        """Show an answer, above the line that is being typed."""

    def refresh(self) -> None:
        """Show how far a job is, and the state, as they are now."""

    def leave(self) -> None:
        """End `read`."""
