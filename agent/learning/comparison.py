"""Whether a new model is better than the one before, by the lines that both have."""

import hashlib
from collections.abc import Iterable
from math import sqrt
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from agent.learning.normalise import normalise


class HeldOut(BaseModel):
    """Of each line that was held out, by `key_of`, whether it was answered rightly."""

    model_config = ConfigDict(frozen=True)

    right: dict[str, bool]

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(self.model_dump_json(), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "HeldOut":
        """Read what `save` wrote. Raises OSError or ValueError."""
        return cls.model_validate_json(path.read_bytes())


class Comparison(BaseModel):
    """How many `lines` both models had, and the shares of them (0..1) that each was right on while
    they were held out."""

    model_config = ConfigDict(frozen=True)

    lines: int
    before: float
    after: float
    better: bool
    """Whether it is not worse, beyond what chance explains."""


def key_of(text: str, output: str) -> str:
    """What a line is known by, without its words."""
    line = f"{normalise(text)}\0{output}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(line, digest_size=12).hexdigest()


def held_out(lines: Iterable[tuple[str, str, bool]]) -> HeldOut:
    """From inputs, their outputs and whether these were found."""
    return HeldOut(right={key_of(text, output): right for text, output, right in lines})


def compare(before: HeldOut, after: HeldOut) -> Comparison | None:
    """None where there is no line that both have.

    Lines that were added since are left aside: they are often the hard ones, and would make a
    model that learned from them look worse. Of the lines on which the two differ, as many more may
    go wrong as chance explains (two standard errors, McNemar, 1947): with one, true corrections
    were thrown away, though the model that had learned them was right on more other lines.
    """
    common = before.right.keys() & after.right.keys()
    if not common:
        return None
    lost = sum(before.right[key] and not after.right[key] for key in common)
    won = sum(after.right[key] and not before.right[key] for key in common)
    return Comparison(
        lines=len(common),
        before=sum(before.right[key] for key in common) / len(common),
        after=sum(after.right[key] for key in common) / len(common),
        better=lost - won <= 2 * sqrt(lost + won),
    )
