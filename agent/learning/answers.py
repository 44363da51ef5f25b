"""Answers with alternatives: one class to the model, of which one alternative is said.

They stand in one text with " | " between them. Bars in several lines or beside backticks are no
such marks: tables and code keep theirs.
"""

import re
from collections.abc import Sequence

SEPARATOR = " | "
LONGEST = 2_000
"""Characters of an answer that was put together; alternatives beyond are left out."""

_BAR = re.compile(r"\s+\|\s+")


def alternatives(output: str) -> tuple[str, ...]:
    """What may be said; an output without bars is its own one alternative."""
    if not _is_plain(output):
        return (output,)
    found = tuple(part for each in _BAR.split(output) if (part := each.strip()))
    return found or (output,)


def joined(outputs: Sequence[str]) -> str:
    """One answer of several, each once; the first alone where bars would not part them."""
    first, *others = dict.fromkeys(filter(str.strip, outputs)) or [""]
    whole = first
    for other in filter(_is_plain, others if _is_plain(first) else []):
        longer = whole + SEPARATOR + other
        if len(longer) <= LONGEST:
            whole = longer
    return whole


def _is_plain(output: str) -> bool:
    return "`" not in output and "\n" not in output.strip()
