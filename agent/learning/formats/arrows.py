"""Lines as people type them: `question => answer`."""

from collections.abc import Iterator

from agent.learning.formats.record import Record, at, line

ARROWS = ("=>", "⇒", "->", "→")
COMMENTS = ("#", "//", ";")
"""How lines begin that are none, unless there is an arrow in them."""


def recognises(text: str) -> bool:
    """Whether the first line that holds anything has an arrow in it, and is not JSON."""
    lines = (each.strip() for each in text.split("\n"))
    first = next((each for each in lines if each and not _is_comment(each)), "")
    return not first.startswith(('{"', "[{")) and any(arrow in first for arrow in ARROWS)


def records(text: str) -> Iterator[Record]:
    """A record a line; the first arrow of the kind that comes first in ARROWS divides it.

    Raises DatasetError for a line without one.
    """
    for number, each in enumerate(text.split("\n"), 1):
        if not each.strip() or _is_comment(each):
            continue
        arrow = next((arrow for arrow in ARROWS if arrow in each), None)
        if arrow is None:
            raise at(line(number), "problem.no_arrow")
        question, _, answer = each.partition(arrow)
        yield Record(line(number), {"input": question.strip(), "output": answer.strip()})


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith(COMMENTS) and not any(arrow in text for arrow in ARROWS)
