"""When each line of a script is said: after the answer to the one before, or over it."""

from collections import deque
from collections.abc import Sequence

from agent.channels.spoken.person import LAST, PATIENCE, POLITE
from agent.channels.spoken.room import Line
from agent.channels.spoken.script import ScriptLine

OVER = 0.6
"""Seconds after which somebody speaks over a line, or over the agent."""
DROPPED = 1.0
"""Seconds for which a line that was not for the agent is waited for."""


class Director:
    """Is told what happens, and says what comes next. Times are recorded ones."""

    def __init__(self, lines: Sequence[ScriptLine]) -> None:
        self._lines = deque(lines)
        self._last = ScriptLine(silence=OVER)  # nobody said anything yet
        self._begun = self._over = 0.0
        """When the last line was begun, and when its last word is over."""
        self._quiet_since = 0.0
        self._answered_at: float | None = None
        self._heard = True
        self._taken = False

    def heard(self, line: Line) -> None:
        """Something was said by a person, as it was understood, or by the agent."""
        if not line.agent:
            self._heard, self._taken = True, line.taken
        elif line.aloud and self._answered_at is None:
            self._answered_at = line.at

    def next(self, now: float, *, speaks: bool) -> ScriptLine | None:
        """The line that is begun now; `speaks` says whether the agent speaks now."""
        if speaks or now < self._over:
            self._quiet_since = now
        if not self._lines or not self._is_time(self._lines[0], now):
            return None
        return self._lines.popleft()

    def begun(self, line: ScriptLine, now: float, over: float) -> None:
        """It was begun, and its last word will be over then."""
        self._last, self._begun, self._over = line, now, over
        self._answered_at = None
        self._heard, self._taken = not line.words, False

    def is_over(self, now: float) -> bool:
        """Whether everything was said, and what comes of it."""
        return not self._lines and self._is_done(now) and now - self._quiet_since >= LAST

    def _is_time(self, line: ScriptLine, now: float) -> bool:
        if not line.over:
            return self._is_done(now)
        if line.who != self._last.who:
            return now - self._begun >= OVER
        answered = self._answered_at is not None and now - self._answered_at >= OVER
        return answered or now - self._over >= PATIENCE

    def _is_done(self, now: float) -> bool:
        """Whether the last line was answered, or will not be."""
        quiet = now - self._quiet_since
        if not self._heard:
            return quiet >= PATIENCE
        if self._taken and self._answered_at is None:
            return quiet >= PATIENCE
        return quiet >= (POLITE if self._taken or not self._last.words else DROPPED)
