"""What happens in dialogs, for whoever watches: states, times and how sure an engine was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from agent.dialog.session import SessionKey


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """A turn has been taken, and what came of it delivered."""

    key: SessionKey
    turn: str
    """Its kind: "Said", "Finished" and so on."""
    before: str
    after: str
    """The states."""
    waited: float
    """Seconds in the mailbox."""
    took: float
    """Seconds from there to its being delivered."""
    waiting: int
    """The session's turns that wait still."""
    jobs: int
    """The session's jobs that run."""


@dataclass(frozen=True, slots=True)
class UtteranceHeard:
    """An utterance is over, be it for the agent or not."""

    key: SessionKey
    engine: str
    confidence: float
    text: str
    taken: bool
    """Whether it became a turn."""
    late: float
    """Seconds of silence from its end to its being noticed, on the time axis of the sound."""


Happening = TurnTaken | UtteranceHeard
Watcher = Callable[[Happening], None]


class Feed:
    """Tells watchers, at once and in order. Used from the event loop alone."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []

    @property
    def watched(self) -> bool:
        return bool(self._watchers)

    def tell(self, happening: Happening) -> None:
        for watcher in self._watchers:
            watcher(happening)

    @contextmanager
    def watched_by(self, watcher: Watcher) -> Iterator[None]:
        """Tell this one, too, while the block runs."""
        self._watchers.append(watcher)
        try:
            yield
        finally:
            self._watchers.remove(watcher)
