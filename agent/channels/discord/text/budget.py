"""How much anybody may ask of the agent, so that nobody keeps others waiting."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

AT_ONCE = 3
"""The part of a minute's turns, its third, that may come in a row."""
FULL = 60 / AT_ONCE
"""Seconds after which all that may be spent is there again."""
MOST_KNOWN = 10_000
"""Spenders that are remembered; those that have all they may spend are forgotten first."""


class Admission(Enum):
    """What becomes of a turn: taken, refused in a sentence, or refused without a word."""

    TAKEN = 0
    TOLD = 1
    SILENT = 2


@dataclass(slots=True)
class _Purse:
    turns: float
    at: float
    told: bool = False


class Budget:
    """So many turns a minute for each spender, a third of them in a row at most."""

    def __init__(self) -> None:
        self._purses: dict[Hashable, _Purse] = {}

    def spend(self, spender: Hashable, now: float, a_minute: int) -> Admission:
        """One more turn at `now` (seconds) of `a_minute`; the first that is too many is told."""
        most = max(1.0, a_minute / AT_ONCE)
        purse = self._purses.setdefault(spender, _Purse(most, now))
        purse.turns = min(most, purse.turns + (now - purse.at) * a_minute / 60)
        purse.at = now
        self._forget(now)
        if purse.turns >= 1:
            purse.turns -= 1
            purse.told = False
            return Admission.TAKEN
        told, purse.told = purse.told, True
        return Admission.SILENT if told else Admission.TOLD

    def _forget(self, now: float) -> None:
        if len(self._purses) > MOST_KNOWN:
            self._purses = {k: p for k, p in self._purses.items() if now - p.at < FULL}
