"""What is seen of a process that runs for long: what it holds, and whom it answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.table import Row

WARM = 0.2
"""The first part of the time, in which what is needed is loaded."""
LAST = 5
"""Looks whose median tells how it ended: one may come while something is made."""
MOST_GROWN = 10
"""Megabytes."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds at one moment."""

    megabytes: float
    files: int


def held(process: int) -> Held:
    """Look at a process of this machine."""
    folder = Path(f"/proc/{process}")
    status = (folder / "status").read_text()
    kilobytes = int(status.partition("VmRSS:")[2].split()[0])
    return Held(kilobytes / 1024, len(list((folder / "fd").iterdir())))


@dataclass
class Seen:
    """Turns, what came of them, and what the process held from time to time."""

    turns: int = 0
    unanswered: list[str] = field(default_factory=list)
    """Who said what, and was not answered in time."""
    faults: int = 0
    looks: list[Held] = field(default_factory=list)

    def rows(self) -> list[Row]:
        """The figures."""
        warm, last = self._warm(), self.looks[-LAST:]
        part = max(1, int(WARM * len(self.looks)))
        fewest, in_the_end = _fewest(self.looks[part : 2 * part]), _fewest(self.looks[-part:])
        return [
            Row("turns", self.turns, ""),
            Row("faults", self.faults, ""),
            Row("turns not answered", len(self.unanswered), "", most=0),
            Row("memory, warm", _megabytes(warm), "MB"),
            Row("memory grown since", _megabytes(last) - _megabytes(warm), "MB", most=MOST_GROWN),
            Row("open files, warm", fewest, ""),
            Row("open files more since", in_the_end - fewest, "", most=0),
        ]

    def _warm(self) -> Sequence[Held]:
        first = int(WARM * len(self.looks))
        return self.looks[first : first + LAST]


def _megabytes(looks: Sequence[Held]) -> float:
    return median(look.megabytes for look in looks)


def _fewest(looks: Sequence[Held]) -> int:
    """Of a fifth of the time: connections are opened and closed as they are needed, and only what
    is never closed again is missing from the fewest there were."""
    return min((look.files for look in looks), default=0)
